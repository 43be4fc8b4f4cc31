using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Instances;

/// <summary>The journal of an instance, in pages, filtered, and the last line of one activity.</summary>
internal static class JournalEndpoints
{
    private const int LargestPage = 1000;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/workflow-instances/{id}/journal", (string id, ElsaQuery query, HistoryReader histories, CancellationToken cancel) =>
            PageAsync(id, null, query, null, null, histories, cancel));
        group.MapPost("/workflow-instances/{id}/journal", (string id, ElsaQuery query, ElsaBody<JournalRequest> body, HistoryReader histories, CancellationToken cancel) =>
            PageAsync(id, body.Value.Filter, query, body.Value.Skip, body.Value.Take, histories, cancel));
        group.MapGet("/workflow-instances/{id}/journal/{activityId}", LastAsync);
    }

    private static async Task<IResult> PageAsync(
        string id, JournalFilter? filter, ElsaQuery query, int? skip, int? take, HistoryReader histories, CancellationToken cancel)
    {
        var (page, size) = (query.Number("page"), query.Number("pageSize"));
        take = query.Number("take") ?? take ?? size ?? LargestPage;
        skip = query.Number("skip") ?? skip ?? (page ?? 0) * take;
        if (query.Refusal is { } refusal) return refusal;
        if (await histories.FindAsync(id, cancel) is not { } history) return InstanceEndpoints.Missing(id);
        // Without a filter nothing but the page needs to be looked at.
        var lines = filter is null ? history.Journal : [.. history.Journal.Where(filter.For(history))];
        var shown = lines.Skip(Math.Max(skip.Value, 0)).Take(Math.Clamp(take.Value, 0, LargestPage)).Select(entry => ExecutionProjection.Log(history, entry, inList: true));
        return ElsaJson.Ok(new { Items = shown.ToList(), TotalCount = lines.Count });
    }

    private static async Task<IResult> LastAsync(string id, string activityId, HistoryReader histories, CancellationToken cancel)
    {
        if (await histories.FindAsync(id, cancel) is not { } history) return InstanceEndpoints.Missing(id);
        return history.Journal.LastOrDefault(e => history.Names.Of(e.ActivityId).Id == activityId) is { } last
            ? ElsaJson.Ok(ExecutionProjection.Log(history, last, inList: false))
            : ElsaError.NotFound(ApiText.NoSuchAddress);
    }
}

internal sealed record JournalRequest
{
    public JournalFilter? Filter { get; init; }
    public int? Skip { get; init; }
    public int? Take { get; init; }
}

/// <summary>Which lines; null and empty members: all.</summary>
internal sealed record JournalFilter
{
    public IReadOnlyList<string>? ActivityIds { get; init; }
    public IReadOnlyList<string>? ActivityNodeIds { get; init; }
    public IReadOnlyList<string>? ExcludedActivityTypes { get; init; }
    public IReadOnlyList<string>? EventNames { get; init; }

    public Func<JournalEntry, bool> For(InstanceHistory history)
    {
        var (ids, nodes, types, events) = (Set(ActivityIds), Set(ActivityNodeIds), Set(ExcludedActivityTypes), Set(EventNames));
        return entry =>
        {
            var activity = history.Names.Of(entry.ActivityId);
            return ids?.Contains(activity.Id) != false && nodes?.Contains(activity.NodeId) != false && types?.Contains(activity.Type) != true
                && events?.Contains(entry.Event.ToString()) != false;
        };
    }

    private static HashSet<string>? Set(IReadOnlyList<string>? values) => values is { Count: > 0 } ? [.. values] : null;
}
