using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>A version of a workflow without its document.</summary>
/// <param name="PublishedAt">When it was published first; null: a draft.</param>
/// <param name="PublishedBy">By whose act; null: a draft, or the system.</param>
/// <param name="ChangedBy">Who changed its text last; null: the system.</param>
/// <param name="Revision">Counts the changes of the text: a save that names it is refused where somebody else has changed it since.</param>
/// <param name="Note">What was changed and why; null: nothing was said.</param>
/// <param name="SecondPerson">Who has to release it: "anybody" who may publish, or "role:finance-lead"; null: one person publishes.</param>
internal sealed record DefinitionSummary(
    string Id,
    string DefinitionId,
    int Version,
    string Name,
    string? Description,
    bool IsLatest,
    bool IsPublished,
    DateTimeOffset? PublishedAt,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    string? PublishedBy,
    DateTimeOffset ChangedAt,
    string? ChangedBy,
    int Revision,
    string? Note,
    string? SecondPerson)
{
    public static DefinitionSummary Of(DefinitionVersion version) => new(
        version.Id, version.DefinitionId, version.Version, version.Name, version.Description, version.IsLatest, version.IsPublished, version.PublishedAt, version.CreatedAt, version.CreatedBy,
        version.PublishedBy, version.ChangedAt, version.ChangedBy, version.Revision, version.Note, version.ReleaseRule);
}

/// <param name="Document">In Elsa 3's format.</param>
/// <param name="Pending">The request to publish that waits for a second person; null: none does.</param>
internal sealed record DefinitionView(DefinitionSummary Version, JsonNode Document, PublishRequestView? Pending);

/// <param name="Findings">Warnings, and for a draft errors too.</param>
internal sealed record DefinitionAnswer(DefinitionSummary Version, IReadOnlyList<Finding> Findings)
{
    /// <summary>It is not published yet: this waits for a second person. Null: nothing does.</summary>
    public PublishRequestView? Pending { get; init; }

    /// <summary>The request to publish that the change of the draft has taken back; null: none.</summary>
    public PublishRequestView? TakenBack { get; init; }
}

/// <param name="IsValid">It would publish.</param>
internal sealed record CheckAnswer(bool IsValid, IReadOnlyList<Finding> Findings);
