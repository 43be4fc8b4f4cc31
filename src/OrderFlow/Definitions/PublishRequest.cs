namespace OrderFlow.Definitions;

/// <summary>What has become of a request to publish.</summary>
public enum PublishRequestState
{
    /// <summary>It waits for a second person.</summary>
    Pending,

    /// <summary>A second person has released it: the version was published.</summary>
    Confirmed,

    /// <summary>A second person has refused it, and said why.</summary>
    Refused,

    /// <summary>The draft was changed or deleted meanwhile, or who had asked does not want it any more.</summary>
    TakenBack,
}

/// <summary>
/// Somebody's request to publish one text of a draft, which a second person confirms or refuses. The rows stay, also those of
/// deleted workflows: they tell who asked and who released what.
/// </summary>
public sealed class PublishRequest
{
    public Guid Id { get; set; }
    public string DefinitionId { get; set; } = "";

    /// <summary>Id of the version that is to be published.</summary>
    public string VersionId { get; set; } = "";

    /// <summary>Its number.</summary>
    public int Version { get; set; }

    /// <summary>Of the very text that was asked for; see <see cref="DefinitionVersion.Hash"/>. Another text is another request.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>Name of the user.</summary>
    public string AskedBy { get; set; } = "";

    public DateTimeOffset AskedAt { get; set; }

    /// <summary>What was changed and why; null: nothing was said.</summary>
    public string? Note { get; set; }

    public PublishRequestState State { get; set; }

    /// <summary>Name of the user who confirmed, refused or took it back; null: it waits, or the system took it back.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>Null: it waits.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was refused; null: it was not.</summary>
    public string? Reason { get; set; }
}
