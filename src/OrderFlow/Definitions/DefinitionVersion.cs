using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>One version of a workflow definition. Once published, its text never changes: the database refuses it.</summary>
public sealed class DefinitionVersion
{
    /// <summary>Id of this version.</summary>
    public string Id { get; set; } = "";

    /// <summary>Shared by all versions.</summary>
    public string DefinitionId { get; set; } = "";

    public int Version { get; set; }
    public string Name { get; set; } = "";
    public string? Description { get; set; }
    public string? ToolVersion { get; set; }

    /// <summary>True for exactly one version of a definition.</summary>
    public bool IsLatest { get; set; }

    /// <summary>True for at most one version of a definition.</summary>
    public bool IsPublished { get; set; }

    /// <summary>When it was published first; null: it is a draft, and may still change.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Name of the user by whose act it was published first: where two are needed, the one who released it. Null: a draft, or the system.</summary>
    public string? PublishedBy { get; set; }

    /// <summary>What was changed and why, at most 1,000 characters; null: nothing was said. Of a draft it can be changed.</summary>
    public string? Note { get; set; }

    /// <summary>Who has to release it, as its own text says; see <see cref="Definitions.SecondPerson"/>. Null: one person publishes.</summary>
    public string? SecondPerson { get; set; }

    /// <summary>
    /// The same, as the version says that was published last. It counts before <see cref="SecondPerson"/>, and goes on from one
    /// latest version to the next: neither a draft without it nor taking back or deleting what is published is a way around it.
    /// </summary>
    public string? SecondPersonInForce { get; set; }

    /// <summary>Who has to release this version when it is the latest; null: one person publishes.</summary>
    public string? ReleaseRule => SecondPersonInForce ?? SecondPerson;

    /// <summary>The document in Elsa 3's format.</summary>
    public string Json { get; set; } = "";

    /// <summary>Of what the document means; see <c>DefinitionHash</c>.</summary>
    public byte[] Hash { get; set; } = [];

    public ActivationStrategy Activation { get; set; }
    public bool UsableAsActivity { get; set; }

    /// <summary>Name of the file in <c>workflows/</c> that it came from; null: from none.</summary>
    public string? FileName { get; set; }

    /// <summary>What that file's text means, as <see cref="Hash"/> does, before references were pinned; null: it came from none.</summary>
    public byte[]? FileHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Name of the user; null: the system.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>Counts the changes of the definition's text, over all its versions.</summary>
    public int Revision { get; set; }

    /// <summary>When the text was changed last.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Name of the user who did; null: the system.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>The last revision that was made by anybody but <see cref="ChangedBy"/>; 0: none.</summary>
    public int OtherRevision { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? OtherAt { get; set; }

    /// <summary>By whom; null: the system, or nobody.</summary>
    public string? OtherBy { get; set; }
}
