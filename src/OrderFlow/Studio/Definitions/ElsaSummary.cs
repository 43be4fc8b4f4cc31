using System.Linq.Expressions;
using System.Security.Claims;
using OrderFlow.Definitions;

namespace OrderFlow.Studio.Definitions;

/// <summary>A version in a list.</summary>
internal sealed record ElsaSummary
{
    public List<ElsaLink>? Links { get; init; }
    public bool IsMaterializerAvailable => true;
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public int Version { get; init; }
    public bool IsLatest { get; init; }
    public bool IsPublished { get; init; }
    public string MaterializerName => "Json";
    public DateTimeOffset CreatedAt { get; init; }
    public bool IsReadonly { get; init; }

    // Lists are read without the documents, which are by far the largest part of a row.
    public static Expression<Func<DefinitionVersion, ElsaSummary>> Columns => d => new ElsaSummary
    {
        Id = d.Id,
        DefinitionId = d.DefinitionId,
        Name = d.Name,
        Description = d.Description,
        Version = d.Version,
        IsLatest = d.IsLatest,
        IsPublished = d.IsPublished,
        CreatedAt = d.CreatedAt,
    };

    public static ElsaSummary Of(DefinitionVersion version) => Whole(version);

    public ElsaSummary For(ClaimsPrincipal user) => this with { Links = DefinitionLinks.Of(DefinitionId, user) };

    private static readonly Func<DefinitionVersion, ElsaSummary> Whole = Columns.Compile();
}
