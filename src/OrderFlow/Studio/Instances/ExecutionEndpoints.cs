using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Instances;

/// <summary>The runs of activities: lists, one, badges, the way that led to it.</summary>
internal static class ExecutionEndpoints
{
    /// <summary>Workflows that started one another; deeper ones are not followed.</summary>
    private const int LongestAncestry = 20;

    private const int LargestPage = 1000;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/activity-executions/list", (ElsaQuery query, HistoryReader histories, CancellationToken cancel) =>
            ListAsync(query, histories, (history, runs) => runs.ConvertAll(r => ExecutionProjection.Execution(history, r)), cancel));
        group.MapGet("/activity-execution-summaries/list", (ElsaQuery query, HistoryReader histories, CancellationToken cancel) =>
            ListAsync(query, histories, (history, runs) => runs.ConvertAll(r => ExecutionProjection.Summary(history, r)), cancel));
        group.MapGet("/activity-executions/count", async (ElsaQuery query, HistoryReader histories, CancellationToken cancel) =>
            ElsaJson.Ok(new { (await RunsAsync(query, histories, cancel)).Runs.Count }));
        group.MapPost("/activity-executions/report", ReportAsync);
        group.MapGet("/activity-executions/by-id", (ElsaQuery query, HistoryReader histories, CancellationToken cancel) => GetAsync(query.Text("id") ?? "", histories, cancel));
        group.MapGet("/activity-executions/{id}", GetAsync);
        group.MapGet("/activity-executions/{id}/call-stack", CallStackAsync);
        // What fails is retried by a person here, and stands in the journal.
        group.MapGet("/resilience/retries/{id}", (string id) => ElsaJson.Ok(new { Items = Array.Empty<object>(), TotalCount = 0 }));
    }

    private static async Task<IResult> ListAsync<T>(
        ElsaQuery query, HistoryReader histories, Func<InstanceHistory, List<ActivityRun>, List<T>> project, CancellationToken cancel)
    {
        var (history, runs) = await RunsAsync(query, histories, cancel);
        List<T> items = history is null ? [] : project(history, runs);
        return ElsaJson.Ok(new { Items = items, items.Count });
    }

    // An instance that is not there has no runs: that is what Elsa answers.
    private static async Task<(InstanceHistory? History, List<ActivityRun> Runs)> RunsAsync(ElsaQuery query, HistoryReader histories, CancellationToken cancel)
    {
        if (await histories.FindAsync(query.Text("workflowInstanceId"), cancel) is not { } history) return (null, []);
        string[] nodes = [.. query.Many("activityNodeId"), .. query.Many("activityNodeIds")];
        var runs = history.RunsOf(nodes.Length == 0 ? null : nodes);
        return (history, [.. query.Flag("completed") is { } completed ? runs.Where(r => r.EndedAt is not null == completed) : runs]);
    }

    private static async Task<IResult> ReportAsync(ElsaBody<ReportRequest> body, HistoryReader histories, CancellationToken cancel)
    {
        var nodes = body.Value.ActivityNodeIds is { Count: > 0 } ids ? ids.ToHashSet(StringComparer.Ordinal) : null;
        IReadOnlyList<StatsShape> stats = await histories.FindAsync(body.Value.WorkflowInstanceId, cancel) is { } history ? ExecutionProjection.Stats(history, history.RunsOf(nodes)) : [];
        return ElsaJson.Ok(new { Stats = stats });
    }

    private static async Task<IResult> GetAsync(string id, HistoryReader histories, CancellationToken cancel) =>
        await histories.FindRunAsync(id, cancel) is var (history, run) ? ElsaJson.Ok(ExecutionProjection.Execution(history, run)) : Missing(id);

    private static async Task<IResult> CallStackAsync(string id, ElsaQuery query, HistoryReader histories, CancellationToken cancel)
    {
        var (skip, take, across) = (query.Number("skip") ?? 0, query.Number("take") ?? 100, query.Flag("includeCrossWorkflowChain") ?? true);
        if (query.Refusal is { } refusal) return refusal;
        if (await histories.FindRunAsync(id, cancel) is not var (history, run)) return Missing(id);
        var chain = history.ChainTo(run).Select(r => ExecutionProjection.Execution(history, r)).ToList();
        for (var generation = 0; across && generation < LongestAncestry && await ParentOfAsync(history, histories, cancel) is var (parent, waiting); generation++)
        {
            chain.InsertRange(0, parent.ChainTo(waiting).Select(r => ExecutionProjection.Execution(parent, r)));
            history = parent;
        }

        return ElsaJson.Ok(new { ActivityExecutionId = id, Items = chain.Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, LargestPage)).ToList(), TotalCount = chain.Count });
    }

    // Known while the parent waits. One that has gone on does not say which of its runs it was.
    private static async Task<(InstanceHistory Parent, ActivityRun Waiting)?> ParentOfAsync(InstanceHistory child, HistoryReader histories, CancellationToken cancel)
    {
        if (child.State.ParentInstanceId is not { } id || await histories.FindAsync(id, cancel) is not { } parent) return null;
        return parent.State.Bookmarks.Find(b => b.Reference == child.State.Id) is { } bookmark && parent.Run(bookmark.ExecutionId) is { } run ? (parent, run) : null;
    }

    private static IResult Missing(string id) => ElsaError.NotFound($"There is no run '{id}' of an activity.");
}

internal sealed record ReportRequest
{
    public string? WorkflowInstanceId { get; init; }
    public IReadOnlyList<string>? ActivityNodeIds { get; init; }
}
