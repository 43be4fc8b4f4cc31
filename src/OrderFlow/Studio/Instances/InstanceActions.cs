using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Instances;

/// <summary>What an operator does to instances: cancel, delete, retry, one or many. The id of none is passed over, as Elsa does.</summary>
internal static class InstanceActions
{
    public static void Map(RouteGroupBuilder group)
    {
        var operate = group.MapGroup("").RequireAuthorization(Access.Operate);
        operate.MapPost("/cancel/workflow-instances/{id}", async (string id, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        {
            await CancelAsync(id, runner, context, cancel);
            return Results.Ok();
        });
        operate.MapDelete("/workflow-instances/{id}", async (string id, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
            await DeleteAsync(id, runner, context, cancel) ? Results.NoContent() : InstanceEndpoints.Missing(id));
        operate.MapPost("/bulk-actions/cancel/workflow-instances", async (ElsaBody<BulkRequest> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
            ElsaJson.Ok(new { Cancelled = await CountAsync(body.Value.Ids, id => CancelAsync(id, runner, context, cancel)) }));
        operate.MapPost("/bulk-actions/delete/workflow-instances/by-id", async (ElsaBody<BulkRequest> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
            ElsaJson.Ok(new { Deleted = await CountAsync(body.Value.Ids, id => DeleteAsync(id, runner, context, cancel)) }));
        operate.MapPost("/alterations/workflows/retry", RetryAsync);
    }

    private static async Task<bool> CancelAsync(string id, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        Guid.TryParse(id, out var known)
        && await runner.ApplyAsync(new InstanceTarget.ById(known), new CancelWorkflow(null) { Actor = context.User.NameOf() }, Expectation.None, cancel) is RunResult.Applied;

    private static async Task<bool> DeleteAsync(string id, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        Guid.TryParse(id, out var known) && await runner.DeleteAsync(known, context.User.NameOf(), cancel) is null;

    private static async Task<int> CountAsync(IReadOnlyList<string>? ids, Func<string, Task<bool>> act)
    {
        var done = 0;
        foreach (var id in (ids ?? []).Distinct(StringComparer.Ordinal))
            if (await act(id)) done++;
        return done;
    }

    private static async Task<IResult> RetryAsync(ElsaBody<RetryRequest> body, InstanceRunner runner, HistoryReader histories, TimeProvider clock, HttpContext context, CancellationToken cancel)
    {
        var results = new List<RetryResult>();
        foreach (var id in (body.Value.WorkflowInstanceIds ?? []).Distinct(StringComparer.Ordinal))
        {
            if (await histories.FindAsync(id, cancel) is not { } history) continue;
            var refused = await RunAgainAsync(history, body.Value.ActivityIds, runner, context.User.NameOf(), cancel);
            results.Add(new RetryResult(
                history.State.Id,
                new RetryLog([refused is null
                    ? new RetryLogEntry("ScheduleActivity succeeded", LogLevel.Information, clock.GetUtcNow(), "Alteration ScheduleActivity succeeded")
                    : new RetryLogEntry(refused, LogLevel.Error, clock.GetUtcNow(), "Alteration ScheduleActivity failed")]),
                false,
                refused is null));
        }

        return ElsaJson.Ok(new { Results = results });
    }

    /// <returns>Why nothing was retried; null: all that was meant was.</returns>
    private static async Task<string?> RunAgainAsync(InstanceHistory history, IReadOnlyList<string>? activities, InstanceRunner runner, string actor, CancellationToken cancel)
    {
        IEnumerable<int?> incidents = activities is { Count: > 0 }
            ? history.State.Incidents.Where(i => !i.IsResolved && activities.Contains(history.Names.Of(i.ActivityId).Id)).Select(i => (int?)i.Id)
            : [null];
        var refusal = (string?)"None of these activities has an open incident.";
        foreach (var incident in incidents)
        {
            var result = await runner.ApplyAsync(new InstanceTarget.ById(history.State.Id), new RetryIncident(incident) { Actor = actor }, Expectation.None, cancel);
            refusal = (result as RunResult.Rejected)?.Message;
            if (refusal is not null) break;
        }

        return refusal;
    }
}

internal sealed record BulkRequest
{
    public IReadOnlyList<string>? Ids { get; init; }
}

internal sealed record RetryRequest
{
    public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }

    /// <summary>Null or empty: all that failed.</summary>
    public IReadOnlyList<string>? ActivityIds { get; init; }
}

internal sealed record RetryResult(Guid WorkflowInstanceId, RetryLog Log, bool WorkflowHasScheduledWork, bool IsSuccessful);

internal sealed record RetryLog(IReadOnlyList<RetryLogEntry> LogEntries);

internal sealed record RetryLogEntry(string Message, LogLevel LogLevel, DateTimeOffset Timestamp, string EventName);
