using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.People;

namespace OrderFlow.Tasks;

/// <summary>A person's decision.</summary>
internal sealed record CompleteBody
{
    [NotEmpty, AtMost(200)]
    public required string Outcome { get; init; }

    [AtMost(10_000)]
    public string? Comment { get; init; }

    /// <summary>What was filled in; null or absent: nothing.</summary>
    public JsonElement? FormData { get; init; }

    /// <summary>Repeated with it, the decision gives the same answer. Null: no protection.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>The task's revision that the person saw; another is a conflict. Null: any.</summary>
    public int? Revision { get; init; }
}

/// <summary>Tasks of people.</summary>
internal static class TaskApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tasks").WithTags("Tasks");
        group.MapGet("/", MineAsync).Produces<Page<TaskView>>().WithSummary("Your open tasks, the most urgent first, in pages.");
        group.MapGet("/{id:guid}", GetAsync).Produces<TaskDetail>().WithSummary("A task with the decisions on it.");
        group.MapPost("/{id:guid}/complete", CompleteAsync).Produces<InstanceSummary>().WithSummary("Decide a task with one of its outcomes.");
    }

    private static async Task<IResult> MineAsync(TaskInbox inbox, HttpContext context, Guid? after, int? limit, CancellationToken cancel) =>
        Results.Ok(await inbox.OpenForAsync(context.User.NameOf(), context.User.RolesOf(), after, Paging.Limit(limit), cancel));

    private static async Task<IResult> GetAsync(Guid id, TaskInbox inbox, CancellationToken cancel) =>
        await inbox.FindAsync(id, cancel) is { } task
            ? Results.Ok(task)
            : new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchTask(id)).ToResult();

    private static async Task<IResult> CompleteAsync(Guid id, Body<CompleteBody> body, InstanceRunner runner, TaskInbox inbox, HttpContext context, CancellationToken cancel)
    {
        var decision = body.Value;
        var result = await runner.ApplyAsync(
            new InstanceTarget.ByTask(id),
            new DecideTask(id, context.User.RolesOf(), decision.Outcome, decision.Comment, decision.FormData ?? default) { Actor = context.User.NameOf() },
            new Expectation { OperationId = decision.OperationId, TaskRevision = decision.Revision },
            cancel);
        if (result is not RunResult.Rejected { Kind: Rejection.Conflict } conflict) return result.ToResult();
        // Whoever comes second is shown what the task has become.
        return (conflict.ToProblem() with { More = new Dictionary<string, object?> { ["current"] = await inbox.FindAsync(id, cancel) } }).ToResult();
    }
}
