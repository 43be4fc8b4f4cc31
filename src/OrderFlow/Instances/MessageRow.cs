namespace OrderFlow.Instances;

/// <summary>Work that one instance leaves for another. Gone once done; kept as a dead letter when it cannot be.</summary>
public sealed class MessageRow
{
    /// <summary>Messages to one instance are done in this order.</summary>
    public long Id { get; set; }

    public MessageKind Kind { get; set; }

    /// <summary>The instance that it is for, which a start is yet to make; null: an event, for whoever waits.</summary>
    public Guid? TargetInstanceId { get; set; }

    /// <summary>Null: it came from outside.</summary>
    public Guid? SourceInstanceId { get; set; }

    /// <summary>The bookmark of the target that it is for; null: none.</summary>
    public int? BookmarkId { get; set; }

    /// <summary>What the kind needs, as JSON; see <see cref="Persistence.PackedJson"/>.</summary>
    public byte[] Payload { get; set; } = [];

    /// <summary>How often it failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before. Null: its instance is held or faulted, and asks for it when it is taken up again.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>Null: it never failed.</summary>
    public string? LastError { get; set; }

    /// <summary>True: given up after the last attempt; a person has to look.</summary>
    public bool IsDead { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>What is to be done. The numbers are stored.</summary>
public enum MessageKind
{
    StartChild = 0,
    NotifyParent = 1,
    CancelChild = 2,
    PublishEvent = 3,
    Resume = 4,
    StartByTrigger = 5,
}
