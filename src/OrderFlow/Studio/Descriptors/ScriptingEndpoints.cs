using OrderFlow.Definitions;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions.JavaScript;
using OrderFlow.Hosting.Api;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Descriptors;

internal sealed record TypingsRequest
{
    public string? ActivityTypeName { get; init; }
    public string? PropertyName { get; init; }
}

/// <summary>What a script may say, for completion in the editor.</summary>
internal static class ScriptingEndpoints
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/scripting/javascript/type-definitions/{definitionId}", TypingsAsync);

    private static async Task<IResult> TypingsAsync(string definitionId, ElsaBody<TypingsRequest> body, DefinitionStore store, CancellationToken cancel) =>
        await store.FindAsync(definitionId, VersionChoice.Latest, cancel) is { } version
            ? Results.Text(ScriptTypings.Of(DefinitionStore.Read(version), KnownActivities.Registry, body.Value.ActivityTypeName == "Elsa.RunJavaScript"), "application/x-typescript")
            : ElsaError.NotFound(ApiText.NoSuchWorkflow(definitionId));
}
