using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using OrderFlow.People;

namespace OrderFlow.Instances;

/// <summary>Commands to instances.</summary>
internal static class InstanceApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/instances").WithTags("Instances");
        group.MapPost("/", StartAsync).Produces<InstanceSummary>(StatusCodes.Status201Created).WithSummary("Start an instance of a published workflow.");
        InstanceQueryApi.Map(group);
        MessageApi.Map(api);

        var operate = group.MapGroup("").RequireAuthorization(Access.Operate);
        operate.MapPost("/{id:guid}/cancel", (Guid id, Body<ReasonBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
                ApplyAsync(id, new CancelWorkflow(body.Value.Reason), body.Value, runner, context, cancel))
            .Produces<InstanceSummary>().WithSummary("Cancel: everything open is withdrawn, waiting children are cancelled.");
        operate.MapPost("/{id:guid}/suspend", (Guid id, Body<ReasonBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
                ApplyAsync(id, new HoldWorkflow(body.Value.Reason), body.Value, runner, context, cancel))
            .Produces<InstanceSummary>().WithSummary("Suspend: nothing moves it until it is taken up again.");
        operate.MapPost("/{id:guid}/resume", (Guid id, Body<CommandBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
                ApplyAsync(id, new ReleaseWorkflow(), body.Value, runner, context, cancel))
            .Produces<InstanceSummary>().WithSummary("Take a suspended instance up again.");
        operate.MapPost("/{id:guid}/retry", (Guid id, Body<RetryBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
                ApplyAsync(id, new RetryIncident(body.Value.IncidentId), body.Value, runner, context, cancel))
            .Produces<InstanceSummary>().WithSummary("Run again what failed: one incident, or all.");
        operate.MapDelete("/{id:guid}", DeleteAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Delete an instance with all its rows; a running one is cancelled first.");
        group.MapPost("/bulk-start", BulkStartAsync).Produces<List<BulkResult>>().WithSummary("Start many instances, each answered by itself, in order.");
        operate.MapPost("/bulk", BulkAsync).Produces<List<BulkAnswer>>().WithSummary("One command to many instances, each answered by itself.");
    }

    private static async Task<IResult> StartAsync(Body<StartBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        var result = await runner.StartAsync(body.Value.Request(context.User.NameOf()), cancel);
        return result is RunResult.Applied { Instance: var instance } ? Results.Created($"/api/instances/{instance.Id}", instance) : result.ToResult();
    }

    private static async Task<IResult> ApplyAsync(Guid id, Stimulus stimulus, CommandBody body, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        (await runner.ApplyAsync(new InstanceTarget.ById(id), stimulus with { Actor = context.User.NameOf() }, body.Expectation(), cancel)).ToResult();

    private static async Task<IResult> DeleteAsync(Guid id, Guid? operationId, int? revision, InstanceRunner runner, HttpContext context, CancellationToken cancel) =>
        await runner.DeleteAsync(id, context.User.NameOf(), new Expectation { OperationId = operationId, Revision = revision }, cancel) is { } rejected ? rejected.ToProblem().ToResult() : Results.NoContent();

    private static async Task<IResult> BulkAsync(Body<BulkBody> body, BulkInstances bulk, HttpContext context, CancellationToken cancel) =>
        body.Value.Revisions is { } revisions && revisions.Length != body.Value.Ids.Length
            ? new Problem(StatusCodes.Status422UnprocessableEntity, "invalid", ApiText.RevisionForEach(body.Value.Ids.Length, revisions.Length)) { Field = "$.revisions" }.ToResult()
            : Results.Ok(await bulk.HandleAsync(body.Value, context.User.NameOf(), cancel));

    private static async Task<IResult> BulkStartAsync(Body<BulkStartBody> body, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        var answers = new List<BulkResult>();
        foreach (var start in body.Value.Starts)
            answers.Add(BulkResult.Of(await runner.StartAsync(start.Request(context.User.NameOf()), cancel), StatusCodes.Status201Created));
        return Results.Ok(answers);
    }
}
