using System.Text.Json.Nodes;

namespace OrderFlow.Definitions;

/// <summary>A definition to be kept as a draft, or published at once.</summary>
public sealed record SaveDefinition
{
    /// <summary>In Elsa 3's format. Its ids and version are the server's business, but for the definition id.</summary>
    public required JsonNode Document { get; init; }

    /// <summary>Null: the document's own, and without one a new one.</summary>
    public string? DefinitionId { get; init; }

    public bool Publish { get; init; }

    /// <summary>What was changed and why, at most 1,000 characters; empty: nothing. Null: the draft keeps what it has.</summary>
    public string? Note { get; init; }

    /// <summary>True: a version of its own even where a draft could be changed in place.</summary>
    public bool AsNewVersion { get; init; }

    /// <summary>Name of the user; null: the system.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// The revision of the text that the actor has before them. Refused when somebody else has changed it since; their own changes
    /// do not count, so that a repeated save is none too many. Null: somebody else's draft stays behind as a version.
    /// </summary>
    public int? Seen { get; init; }

    /// <summary>Name of the file in <c>workflows/</c> that it comes from, and what its text means (<c>DefinitionHash</c>); null: from none.</summary>
    public (string Name, byte[] Hash)? File { get; init; }
}
