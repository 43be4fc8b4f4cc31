using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

internal enum DefinitionOrder
{
    Name,
    Created,
    Version,
}

internal enum OrderDirection
{
    Ascending,
    Descending,
}

/// <summary>What a list of versions is asked for.</summary>
/// <param name="PageSize">Null: all.</param>
internal sealed record DefinitionFilter(
    VersionChoice Versions, string[] DefinitionIds, string[] Ids, string? Search, bool? IsSystem, bool? IsReadonly, DefinitionOrder Order, OrderDirection? Direction, int Page, int? PageSize)
{
    public static DefinitionFilter Of(ElsaQuery query) => new(
        query.Version() ?? new VersionChoice(VersionKind.AllVersions), query.Many("definitionIds"), query.Many("ids"), query.Text("searchTerm")?.Trim(),
        query.Flag("isSystem"), query.Flag("isReadonly"), query.Choice<DefinitionOrder>("orderBy") ?? DefinitionOrder.Name, query.Choice<OrderDirection>("orderDirection"),
        Math.Max(0, query.Number("page") ?? 0), query.Number("pageSize") is { } size ? Math.Clamp(size, 0, 1000) : null);

    public IQueryable<DefinitionVersion> Where(IQueryable<DefinitionVersion> all)
    {
        // Here are no system workflows, and none that cannot be changed.
        if (IsSystem == true || IsReadonly == true) return all.Where(d => false);
        all = Versions.Of(all);
        if (DefinitionIds.Length > 0) all = all.Where(d => DefinitionIds.Contains(d.DefinitionId));
        if (Ids.Length > 0) all = all.Where(d => Ids.Contains(d.Id));
        if (string.IsNullOrEmpty(Search)) return all;
        var pattern = "%" + Search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return all.Where(d => EF.Functions.ILike(d.Name, pattern) || EF.Functions.ILike(d.Description ?? "", pattern) || d.DefinitionId == Search || d.Id == Search);
    }

    public IQueryable<DefinitionVersion> PageOf(IQueryable<DefinitionVersion> found)
    {
        // As in Elsa: names from the first, moments and versions from the last.
        var down = (Direction ?? (Order == DefinitionOrder.Name ? OrderDirection.Ascending : OrderDirection.Descending)) == OrderDirection.Descending;
        var ordered = Order switch
        {
            DefinitionOrder.Name => down ? found.OrderByDescending(d => d.Name) : found.OrderBy(d => d.Name),
            DefinitionOrder.Created => down ? found.OrderByDescending(d => d.CreatedAt) : found.OrderBy(d => d.CreatedAt),
            DefinitionOrder.Version => down ? found.OrderByDescending(d => d.Version) : found.OrderBy(d => d.Version),
        };
        var stable = ordered.ThenBy(d => d.DefinitionId).ThenByDescending(d => d.Version);
        return PageSize is { } size ? stable.Skip((int)Math.Min((long)Page * size, int.MaxValue)).Take(size) : stable;
    }
}
