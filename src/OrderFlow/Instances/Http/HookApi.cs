using System.Text.Json;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using OrderFlow.Persistence;

namespace OrderFlow.Instances.Http;

/// <summary>The paths that workflows open themselves (HttpEndpoint), below Elsa's default address.</summary>
internal static class HookApi
{
    public const string Base = "/workflows";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods(Base + "/{**path}", Methods, AnswerAsync).AllowAnonymous().WithMetadata(new HookMark()).WithTags("Workflows").Produces<HookAccepted>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithSummary("A path that a workflow opens: starts it, or resumes the instance that waits there.");

    private static async Task<IResult> AnswerAsync(
        string? path, string? correlationId, Guid? workflowInstanceId, HookRoutes routes, CompiledVersions versions, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        var (method, place) = (context.Request.Method.ToUpperInvariant(), (path ?? "").Trim('/'));
        var found = await routes.FindAsync(method, place, correlationId, workflowInstanceId, cancel);
        if (found.Count == 0) return new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchHook(method, context.Request.Path)).ToResult();
        if (found.Count > 1) return new Problem(StatusCodes.Status409Conflict, "ambiguous", ApiText.SeveralHooks(method, context.Request.Path)).ToResult();

        var target = found[0];
        if ((await versions.ByIdAsync(target.VersionId, cancel))?.Workflow.Nodes.FirstOrDefault(n => n.Key == target.ActivityId) is not { } endpoint)
            return new Problem(StatusCodes.Status404NotFound, "not-found", ApiText.NoSuchHook(method, context.Request.Path)).ToResult();
        var rules = HookRules.Of(endpoint);
        if (rules.Authorize && context.User.Identity?.IsAuthenticated != true) return Problem.OfStatus(StatusCodes.Status401Unauthorized).ToResult();
        if (rules.Role is { } role && !context.User.IsInRole(role)) return Problem.OfStatus(StatusCodes.Status403Forbidden).ToResult();

        var limit = new BodyLimit(Math.Min(rules.SizeLimit ?? BodyLimit.Default.Bytes, BodyLimit.Definition.Bytes));
        var (input, problem) = await HookRequest.ReadAsync(context.Request, target, endpoint, limit, cancel);
        if (problem is not null) return problem.ToResult();
        return Answer(await RunAsync(target, input, correlationId, runner, context, cancel));
    }

    private static Task<RunResult> RunAsync(HookTarget target, JsonElement input, string? correlationId, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        var actor = context.User.Identity?.Name;
        Guid? operation = Guid.TryParse(context.Request.Headers["Idempotency-Key"], out var id) ? id : null;
        if (target.InstanceId is { } instance)
            return runner.ResumeAsync(new BookmarkQuery(BookmarkKind.HttpEndpoint, target.Key, null, instance), input, actor, new Expectation { OperationId = operation }, cancel);
        return runner.StartAsync(
            new StartRequest
            {
                VersionId = target.VersionId,
                TriggerActivityId = target.ActivityId,
                TriggerInput = input,
                CorrelationId = StoredText.CleanOrNull(correlationId),
                Actor = actor,
                OperationId = operation,
            },
            cancel);
    }

    // A failure inside the workflow is an incident that a person takes up: whoever called must not send it a second time.
    private static IResult Answer(RunResult result) => result switch
    {
        RunResult.Applied { Response: { } response } => new HookAnswer(response),
        RunResult.Applied { Instance: var instance } => Results.Json(new HookAccepted(instance.Id, instance.Status, instance.SubStatus), statusCode: StatusCodes.Status202Accepted),
        RunResult.Rejected rejected => rejected.ToProblem().ToResult(),
        _ => throw new InvalidOperationException($"Expected a known result, but got {result.GetType().Name}."),
    };
}

internal sealed record HookAccepted(Guid InstanceId, WorkflowStatus Status, WorkflowSubStatus SubStatus);
