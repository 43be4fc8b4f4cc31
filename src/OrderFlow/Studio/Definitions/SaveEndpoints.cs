using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

internal sealed record SaveRequest
{
    public JsonObject? Model { get; init; }
    public bool? Publish { get; init; }
}

/// <summary>Saving, publishing and taking back.</summary>
internal static class SaveEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        var edit = group.MapGroup("/workflow-definitions").RequireAuthorization(Access.Edit);
        edit.MapPost("/", SaveAsync).WithMetadata(BodyLimit.Definition);
        edit.MapPost("/{definitionId}/revert/{version:int}", RevertAsync);
        edit.MapPost("/{definitionId}/update-references", UpdateReferencesAsync);
        edit.MapPost("/{definitionId}/publish", PublishAsync).RequireAuthorization(Access.Publish);
        edit.MapPost("/{definitionId}/retract", RetractAsync).RequireAuthorization(Access.Publish);
    }

    private static async Task<IResult> SaveAsync(
        ElsaBody<SaveRequest> body, SaveFromStudioHandler handler, ElsaAnswers answers, ReferenceUpdates references, HttpContext context, CancellationToken cancel)
    {
        var publish = body.Value.Publish ?? false;
        if (publish && !context.User.May(Access.Publish)) return Results.Forbid();
        if (body.Value.Model is not { } model) return ElsaError.Unreadable(ApiText.MissingMember("model"));
        var saved = await handler.HandleAsync(new SaveFromStudio(model, publish, context.User.NameOf()), cancel);
        if (saved is { Result: DefinitionResult.Stale stale, KeptAs: { } copy })
            return ElsaError.BadRequest(ApiText.StaleDraftKept(await answers.NameAsync(stale.By, cancel), stale.At, copy));
        if (await answers.RefusalAsync(saved.Result, cancel) is { } refusal) return refusal;
        var version = ((DefinitionResult.Done)saved.Result).Version;
        if (publish) await references.AfterPublishAsync(version.DefinitionId, context.User.NameOf(), cancel);
        return await answers.SavedAsync(version, saved.AlreadyPublished, context.User, cancel);
    }

    private static async Task<IResult> PublishAsync(string definitionId, DefinitionStore store, ElsaAnswers answers, ReferenceUpdates references, HttpContext context, CancellationToken cancel)
    {
        var wasPublished = await store.FindAsync(definitionId, VersionChoice.Latest, cancel) is { IsPublished: true };
        var result = await store.PublishAsync(new PublishDefinition(definitionId, context.User.NameOf()), cancel);
        if (await answers.RefusalAsync(result, cancel) is { } refusal) return refusal;
        await references.AfterPublishAsync(definitionId, context.User.NameOf(), cancel);
        return await answers.SavedAsync(((DefinitionResult.Done)result).Version, wasPublished, context.User, cancel);
    }

    private static async Task<IResult> RetractAsync(string definitionId, DefinitionStore store, ElsaAnswers answers, HttpContext context, CancellationToken cancel)
    {
        var result = await store.RetractAsync(definitionId, cancel);
        return await answers.RefusalAsync(result, cancel) ?? await answers.DefinitionAsync(((DefinitionResult.Done)result).Version, context.User, cancel);
    }

    private static async Task<IResult> RevertAsync(string definitionId, int version, DefinitionStore store, ElsaAnswers answers, HttpContext context, CancellationToken cancel)
    {
        var result = await store.RevertAsync(definitionId, version, context.User.NameOf(), cancel);
        if (await answers.RefusalAsync(result, cancel) is { } refusal) return refusal;
        var draft = ((DefinitionResult.Done)result).Version;
        context.Response.Headers.Location = $"{ElsaApi.Base}/workflow-definitions/by-id/{draft.Id}";
        return Results.Json(ElsaSummary.Of(draft), ElsaJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> UpdateReferencesAsync(string definitionId, ReferenceUpdates references, HttpContext context, CancellationToken cancel) =>
        ElsaJson.Ok(new { AffectedWorkflows = await references.UpdateAsync(definitionId, context.User.NameOf(), cancel) });
}
