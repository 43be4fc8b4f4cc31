using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>A version of a workflow without its document.</summary>
/// <param name="PublishedAt">When it was published first; null: a draft.</param>
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
    string? CreatedBy)
{
    public static DefinitionSummary Of(DefinitionVersion version) => new(
        version.Id, version.DefinitionId, version.Version, version.Name, version.Description, version.IsLatest, version.IsPublished, version.PublishedAt, version.CreatedAt, version.CreatedBy);
}

/// <param name="Document">In Elsa 3's format.</param>
internal sealed record DefinitionView(DefinitionSummary Version, JsonNode Document);

/// <param name="Findings">Warnings, and for a draft errors too.</param>
internal sealed record DefinitionAnswer(DefinitionSummary Version, IReadOnlyList<Finding> Findings);

/// <param name="IsValid">It would publish.</param>
internal sealed record CheckAnswer(bool IsValid, IReadOnlyList<Finding> Findings);
