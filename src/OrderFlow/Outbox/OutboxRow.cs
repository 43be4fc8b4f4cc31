namespace OrderFlow.Outbox;

/// <summary>Something that leaves the database: at least once, under this id, which the receiver can know it by.</summary>
public sealed class OutboxRow
{
    public Guid Id { get; set; }
    public OutboxKind Kind { get; set; }

    /// <summary>The instance that sends it; all zeros: none does.</summary>
    public Guid InstanceId { get; set; }

    /// <summary>The effect as JSON; see <see cref="Persistence.PackedJson"/>.</summary>
    public byte[] Payload { get; set; } = [];

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before.</summary>
    public DateTimeOffset NextTryAt { get; set; }

    public OutboxState State { get; set; }

    /// <summary>Null: it never failed.</summary>
    public string? LastError { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was sent or given up; null: pending.</summary>
    public DateTimeOffset? DoneAt { get; set; }
}

/// <summary>The numbers are stored.</summary>
public enum OutboxKind
{
    /// <summary>A SendMail effect.</summary>
    Mail = 0,

    /// <summary>A SendHttp effect; its answer resumes the bookmark.</summary>
    Http = 1,

    /// <summary>A NotifyTask effect: a mail about a task.</summary>
    Notice = 2,
}

/// <summary>The numbers are stored.</summary>
public enum OutboxState
{
    Pending = 0,
    Sent = 1,

    /// <summary>Given up after the last attempt; a person has to look.</summary>
    Dead = 2,
}
