using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

internal sealed record IdsRequest
{
    public string[] Ids { get; init => field = Known(value); } = [];
    public bool IncludeConsumingWorkflows { get; init; }

    // Clients send null for an empty list, and JSON may hold nulls whatever the type says.
    internal static string[] Known(string?[]? ids) => [.. (ids ?? []).OfType<string>()];
}

internal sealed record DefinitionIdsRequest
{
    public string[] DefinitionIds { get; init => field = IdsRequest.Known(value); } = [];
}

/// <summary>Deleting workflows and versions, with what runs of them.</summary>
internal static class DeleteEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        var edit = group.MapGroup("").RequireAuthorization(Access.Edit);
        edit.MapDelete("/workflow-definitions/{definitionId}", DeleteAsync);
        edit.MapDelete("/workflow-definitions/{definitionId}/version/{version:int}", DeleteNumberAsync);
        edit.MapDelete("/workflow-definition-versions/{id}", DeleteVersionAsync);
        edit.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", DeleteManyAsync);
        edit.MapPost("/bulk-actions/delete/workflow-definitions/by-id", DeleteVersionsAsync);
    }

    private static async Task<IResult> DeleteAsync(string definitionId, DeleteDefinitionHandler handler, CompiledVersions compiled, HttpContext context, CancellationToken cancel) =>
        await HandleAsync(new DeleteDefinition(definitionId), handler, compiled, context, cancel) ? Results.NoContent() : ElsaError.NotFound(ApiText.NoSuchWorkflow(definitionId));

    private static async Task<IResult> DeleteNumberAsync(string definitionId, int version, DefinitionStore store, DeleteDefinitionHandler handler, CompiledVersions compiled, HttpContext context, CancellationToken cancel) =>
        await store.FindAsync(definitionId, new VersionChoice(VersionKind.Number, version), cancel) is { } found && await HandleAsync(new DeleteDefinition(definitionId, found.Id), handler, compiled, context, cancel)
            ? Results.Ok()
            : ElsaError.NotFound(ApiText.NoSuchVersion(definitionId, version.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<IResult> DeleteVersionAsync(string id, DefinitionStore store, DeleteDefinitionHandler handler, CompiledVersions compiled, HttpContext context, CancellationToken cancel) =>
        await store.FindVersionAsync(id, cancel) is { } found && await HandleAsync(new DeleteDefinition(found.DefinitionId, id), handler, compiled, context, cancel)
            ? Results.NoContent()
            : ElsaError.NotFound(ApiText.NoSuchWorkflow(id));

    private static async Task<IResult> DeleteManyAsync(ElsaBody<DefinitionIdsRequest> body, DeleteDefinitionHandler handler, CompiledVersions compiled, HttpContext context, CancellationToken cancel)
    {
        var deleted = 0;
        foreach (var id in body.Value.DefinitionIds.Distinct())
            if (await HandleAsync(new DeleteDefinition(id), handler, compiled, context, cancel)) deleted++;
        return ElsaJson.Ok(new { Deleted = deleted });
    }

    private static async Task<IResult> DeleteVersionsAsync(
        ElsaBody<IdsRequest> body, DefinitionStore store, DeleteDefinitionHandler handler, CompiledVersions compiled, HttpContext context, CancellationToken cancel)
    {
        var deleted = 0;
        foreach (var id in body.Value.Ids.Distinct())
            if (await store.FindVersionAsync(id, cancel) is { } found && await HandleAsync(new DeleteDefinition(found.DefinitionId, id), handler, compiled, context, cancel)) deleted++;
        return ElsaJson.Ok(new { Deleted = deleted });
    }

    private static async Task<bool> HandleAsync(DeleteDefinition command, DeleteDefinitionHandler handler, CompiledVersions compiled, HttpContext context, CancellationToken cancel)
    {
        if (!await handler.HandleAsync(command with { Actor = context.User.NameOf() }, cancel)) return false;
        compiled.Forget(command.DefinitionId);
        return true;
    }
}
