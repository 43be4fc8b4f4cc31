using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using OrderFlow.People;
using OrderFlow.Persistence;

namespace OrderFlow.Instances;

internal sealed record EventBody
{
    [NotEmpty, AtMost(StoredText.KeyLength)]
    public required string Name { get; init; }

    /// <summary>Null: all that wait for the name.</summary>
    [AtMost(StoredText.KeyLength)]
    public string? CorrelationId { get; init; }

    public JsonElement? Payload { get; init; }

    /// <summary>Repeated with it, the event is published once. Null: every call publishes.</summary>
    public Guid? OperationId { get; init; }
}

internal sealed record RunTaskBody : CommandBody
{
    /// <summary>What the task came to; null or absent: nothing.</summary>
    public JsonElement? Result { get; init; }
}

internal sealed record ResumeBody : CommandBody
{
    /// <summary>What it is given; null or absent: nothing.</summary>
    public JsonElement? Input { get; init; }
}

internal sealed record StimulusBody : CommandBody
{
    public required StimulusKind Kind { get; init; }

    /// <summary>Name of the event or task, "METHOD path" of an endpoint.</summary>
    [NotEmpty, AtMost(StoredText.KeyLength)]
    public required string Key { get; init; }

    /// <summary>Null: any.</summary>
    [AtMost(StoredText.KeyLength)]
    public string? CorrelationId { get; init; }

    /// <summary>Null: any.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>What it is given; null or absent: nothing.</summary>
    public JsonElement? Input { get; init; }
}

internal sealed record BulkStimuliBody
{
    /// <summary>Each with its own operation id, where it may be repeated.</summary>
    [NotEmpty, AtMost(1000)]
    public required StimulusBody[] Stimuli { get; init; }
}

/// <summary>The kinds of bookmarks that are found by a key.</summary>
internal enum StimulusKind
{
    Event,
    RunTask,
    HttpEndpoint,
}

/// <summary>What instances wait for, brought by people who operate and by other systems.</summary>
internal static class StimulusApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Stimuli").RequireAuthorization(Access.Stimulate);
        group.MapPost("/events", PublishAsync).Produces(StatusCodes.Status202Accepted).WithSummary("Publish an event: who waits for it is resumed, what it triggers is started.");
        group.MapPost("/run-tasks/{reference:guid}/complete", CompleteAsync).Produces<InstanceSummary>().WithSummary("Bring the result of a RunTask.");
        group.MapPost("/instances/{id:guid}/bookmarks/{bookmarkId:int}/resume", ResumeAsync).Produces<InstanceSummary>().WithSummary("Resume one bookmark of an instance.");
        group.MapPost("/bookmarks/resume", MatchAsync).Produces<InstanceSummary>().WithSummary("Resume the one bookmark that waits for something, by kind, key and correlation id.");
        group.MapPost("/bookmarks/bulk-resume", BulkAsync).Produces<List<BulkResult>>().WithSummary("Resume many bookmarks, each answered by itself, in order.");
    }

    private static async Task<IResult> PublishAsync(Body<EventBody> body, InstanceRunner runner, CancellationToken cancel)
    {
        var published = body.Value;
        return await runner.PublishEventAsync(published.Name, published.CorrelationId, published.Payload ?? default, published.OperationId, cancel) is { } rejected
            ? rejected.ToProblem().ToResult()
            : Results.Accepted();
    }

    private static async Task<IResult> CompleteAsync(Guid reference, Body<RunTaskBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        (await runner.ResumeAsync(reference, body.Value.Result ?? default, context.User.NameOf(), body.Value.Expectation(), cancel)).ToResult();

    private static async Task<IResult> ResumeAsync(Guid id, int bookmarkId, Body<ResumeBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        (await runner.ApplyAsync(
            new InstanceTarget.ById(id), new ResumeBookmark(bookmarkId, body.Value.Input ?? default) { Actor = context.User.NameOf() }, body.Value.Expectation(), cancel)).ToResult();

    private static async Task<IResult> MatchAsync(Body<StimulusBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        (await ByKeyAsync(body.Value, runner, context.User.NameOf(), cancel)).ToResult();

    private static async Task<IResult> BulkAsync(Body<BulkStimuliBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        var answers = new List<BulkResult>();
        foreach (var stimulus in body.Value.Stimuli)
            answers.Add(BulkResult.Of(await ByKeyAsync(stimulus, runner, context.User.NameOf(), cancel), StatusCodes.Status200OK));
        return Results.Ok(answers);
    }

    private static Task<RunResult> ByKeyAsync(StimulusBody stimulus, InstanceRunner runner, string actor, CancellationToken cancel)
    {
        var kind = stimulus.Kind switch
        {
            StimulusKind.Event => BookmarkKind.Event,
            StimulusKind.RunTask => BookmarkKind.RunTask,
            StimulusKind.HttpEndpoint => BookmarkKind.HttpEndpoint,
        };
        var query = new BookmarkQuery(kind, stimulus.Key, stimulus.CorrelationId, stimulus.InstanceId);
        return runner.ResumeAsync(query, stimulus.Input ?? default, actor, stimulus.Expectation(), cancel);
    }
}
