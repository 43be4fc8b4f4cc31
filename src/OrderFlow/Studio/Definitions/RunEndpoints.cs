using System.Text.Json;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Studio.Api;
using OrderFlow.Studio.Instances;

namespace OrderFlow.Studio.Definitions;

internal sealed record RunBody
{
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public string? TriggerActivityId { get; init; }
    public string? VersionOptions { get; init; }
    public Dictionary<string, JsonElement>? Input { get; init; }

    /// <summary>How many are started; of a bulk alone.</summary>
    public int? Count { get; init; }
}

/// <summary>Starting workflows.</summary>
internal static class RunEndpoints
{
    private const string InstanceId = "x-elsa-workflow-instance-id";
    private const string CannotStart = "x-elsa-workflow-cannot-start";
    private const int Most = 1000;
    private const int LongestName = 1000;

    public static void Map(RouteGroupBuilder group)
    {
        var operate = group.MapGroup("/workflow-definitions/{definitionId}").RequireAuthorization(Access.Operate);
        operate.MapPost("/execute", ExecuteAsync);
        operate.MapPost("/dispatch", DispatchAsync);
        operate.MapPost("/bulk-dispatch", DispatchManyAsync);
    }

    // Studio's "Run" wants the header; Elsa's clients the state.
    private static async Task<IResult> ExecuteAsync(
        string definitionId, ElsaBody<RunBody> body, DefinitionStore store, InstanceRunner runner, HistoryReader histories, HttpContext context, CancellationToken cancel)
    {
        if (FaultOf(body.Value) is { } fault) return fault;
        var result = await StartAsync(definitionId, body.Value, store, runner, context, cancel);
        if (result is RunResult.Rejected { Kind: Rejection.Conflict })
        {
            context.Response.Headers[CannotStart] = "true";
            return ElsaJson.Ok(new { });
        }

        if (RefusalOf(result, definitionId) is { } refusal) return refusal;
        var instance = ((RunResult.Applied)result!).Instance;
        context.Response.Headers[InstanceId] = instance.Id.ToString();
        var history = await histories.FindAsync(instance.Id, cancel);
        return ElsaJson.Ok(new { WorkflowState = history is null ? null : InstanceProjection.State(history) });
    }

    private static async Task<IResult> DispatchAsync(string definitionId, ElsaBody<RunBody> body, DefinitionStore store, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        if (FaultOf(body.Value) is { } fault) return fault;
        var result = await StartAsync(definitionId, body.Value, store, runner, context, cancel);
        return RefusalOf(result, definitionId) ?? ElsaJson.Ok(new { WorkflowInstanceId = ((RunResult.Applied)result!).Instance.Id });
    }

    private static async Task<IResult> DispatchManyAsync(string definitionId, ElsaBody<RunBody> body, DefinitionStore store, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        if (FaultOf(body.Value) is { } fault) return fault;
        var ids = new List<Guid>();
        for (var i = 0; i < Math.Clamp(body.Value.Count ?? 1, 1, Most); i++)
        {
            var result = await StartAsync(definitionId, body.Value, store, runner, context, cancel);
            if (RefusalOf(result, definitionId) is { } refusal) return refusal;
            ids.Add(((RunResult.Applied)result!).Instance.Id);
        }

        return ElsaJson.Ok(new { WorkflowInstanceIds = ids });
    }

    // Null: nothing is wrong with it.
    private static IResult? FaultOf(RunBody body) =>
        body.Name is { Length: > LongestName } name ? ElsaError.BadRequest(ApiText.TooLong("name", name.Length, LongestName)) : null;

    // Null: it was started.
    private static IResult? RefusalOf(RunResult? result, string definitionId) => result switch
    {
        null => ElsaError.NotFound(ApiText.NoSuchWorkflow(definitionId)),
        RunResult.Rejected { Kind: Rejection.NotFound, Message: var message } => ElsaError.NotFound(message),
        RunResult.Rejected { Message: var message } => ElsaError.BadRequest(message),
        _ => null,
    };

    /// <returns>Null: there is no such version.</returns>
    private static async Task<RunResult?> StartAsync(string definitionId, RunBody body, DefinitionStore store, InstanceRunner runner, HttpContext context, CancellationToken cancel)
    {
        var choice = VersionChoice.Published;
        if (body.VersionOptions is { Length: > 0 } asked && !VersionChoice.TryParse(asked, out choice)) return null;
        if (await store.FindAsync(definitionId, choice, cancel) is not { } version) return null;
        return await runner.StartAsync(
            new StartRequest
            {
                // The published one by its definition, so that the start's own check of what is published counts.
                DefinitionId = version.IsPublished ? version.DefinitionId : null,
                VersionId = version.IsPublished ? null : version.Id,
                Input = body.Input ?? [],
                CorrelationId = Cut(body.CorrelationId),
                Name = body.Name,
                TriggerActivityId = body.TriggerActivityId is { Length: > 0 } trigger ? trigger : null,
                Actor = context.User.NameOf(),
            },
            cancel);
    }

    private static string? Cut(string? correlationId) => string.IsNullOrEmpty(correlationId) ? null : Persistence.StoredText.Key(correlationId);
}
