using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

internal sealed record TestRequest
{
    public DefinitionHandle? WorkflowDefinitionHandle { get; init; }
    public ActivityHandle? ActivityHandle { get; init; }
}

internal sealed record DefinitionHandle
{
    public string? DefinitionId { get; init; }
    public string? DefinitionVersionId { get; init; }

    /// <summary>A text, or an object of which Elsa's client has two flags set.</summary>
    public System.Text.Json.JsonElement VersionOptions { get; init; }
}

internal sealed record ActivityHandle
{
    public string? ActivityId { get; init; }
    public string? ActivityNodeId { get; init; }
}

/// <summary>The tab "Test" of an activity.</summary>
internal static class TestEndpoints
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/tests/activities", TestAsync).RequireAuthorization(Access.Edit);

    private static async Task<IResult> TestAsync(ElsaBody<TestRequest> body, DefinitionStore store, ActivityTrial trial, CancellationToken cancel)
    {
        var (workflow, activity) = (body.Value.WorkflowDefinitionHandle, body.Value.ActivityHandle?.ActivityNodeId ?? body.Value.ActivityHandle?.ActivityId);
        if (await FindAsync(workflow, store, cancel) is not { } version) return ElsaError.NotFound(ApiText.NoSuchWorkflow(workflow?.DefinitionVersionId ?? workflow?.DefinitionId ?? ""));
        if (await trial.RunAsync(DefinitionStore.Read(version), activity ?? "", cancel) is not { } result) return ElsaError.NotFound(ApiText.NoSuchActivity(activity ?? ""));
        return ElsaJson.Ok(new
        {
            ActivityState = result.Inputs,
            result.Outputs,
            Payload = new { },
            Exception = result.Failure is { } message ? new { Type = "Incident", Message = message } : null,
            Status = result.Failure is not null ? "Faulted" : result.IsWaiting ? "Running" : "Completed",
        });
    }

    private static async Task<DefinitionVersion?> FindAsync(DefinitionHandle? handle, DefinitionStore store, CancellationToken cancel)
    {
        if (handle?.DefinitionVersionId is { Length: > 0 } version) return await store.FindVersionAsync(version, cancel);
        var asked = handle?.VersionOptions.ValueKind == System.Text.Json.JsonValueKind.String ? handle.VersionOptions.GetString() : null;
        return VersionChoice.TryParse(asked, out var choice) ? await store.FindAsync(handle?.DefinitionId ?? "", choice, cancel) : null;
    }
}
