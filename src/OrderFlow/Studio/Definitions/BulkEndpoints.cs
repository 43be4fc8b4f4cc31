using OrderFlow.Definitions;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>Publishing and retracting several workflows, each by itself: one that cannot be is named, and does not hold up the others.</summary>
internal static class BulkEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        var publish = group.MapGroup("").RequireAuthorization(Access.Edit, Access.Publish);
        publish.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", PublishAsync);
        publish.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", RetractAsync);
        // Other hosts find out by themselves what is published: there is nothing to be reloaded.
        publish.MapPost("/actions/workflow-definitions/refresh", RefreshAsync);
        publish.MapPost("/actions/workflow-definitions/reload", () => Results.Ok());
    }

    private static async Task<IResult> PublishAsync(
        ElsaBody<DefinitionIdsRequest> body, DefinitionStore store, ReferenceUpdates references, CompiledVersions compiled, HttpContext context, CancellationToken cancel)
    {
        var answer = new { Published = new List<string>(), AlreadyPublished = new List<string>(), NotFound = new List<string>(), Skipped = new List<string>(), UpdatedConsumers = new List<string>() };
        foreach (var id in body.Value.DefinitionIds.Distinct())
        {
            var wasPublished = await store.FindAsync(id, VersionChoice.Latest, cancel) is { IsPublished: true };
            switch (await store.PublishAsync(new PublishDefinition(id, context.User.NameOf()), cancel))
            {
                case DefinitionResult.Done:
                    (wasPublished ? answer.AlreadyPublished : answer.Published).Add(id);
                    compiled.Forget(id);
                    answer.UpdatedConsumers.AddRange(await references.UpdateAsync(id, context.User.NameOf(), cancel));
                    break;
                case DefinitionResult.NotFound:
                    answer.NotFound.Add(id);
                    break;
                default:
                    answer.Skipped.Add(id);
                    break;
            }
        }

        return ElsaJson.Ok(answer);
    }

    private static async Task<IResult> RetractAsync(ElsaBody<DefinitionIdsRequest> body, DefinitionStore store, CompiledVersions compiled, CancellationToken cancel)
    {
        var answer = new { Retracted = new List<string>(), AlreadyRetracted = new List<string>(), Skipped = new List<string>(), NotPublished = new List<string>(), NotFound = new List<string>() };
        foreach (var id in body.Value.DefinitionIds.Distinct())
        {
            switch (await store.RetractAsync(id, cancel))
            {
                case DefinitionResult.Done:
                    answer.Retracted.Add(id);
                    compiled.Forget(id);
                    break;
                case DefinitionResult.NotFound:
                    answer.NotFound.Add(id);
                    break;
                default:
                    var wasPublished = (await store.ListAsync(id, new VersionChoice(VersionKind.AllVersions), cancel)).Any(v => v.PublishedAt is not null);
                    (wasPublished ? answer.AlreadyRetracted : answer.NotPublished).Add(id);
                    break;
            }
        }

        return ElsaJson.Ok(answer);
    }

    private static async Task<IResult> RefreshAsync(ElsaBody<DefinitionIdsRequest> body, DefinitionStore store, CompiledVersions compiled, CancellationToken cancel)
    {
        var known = (await store.ListAsync(null, VersionChoice.Published, cancel)).Select(v => v.DefinitionId).ToHashSet();
        var asked = body.Value.DefinitionIds is { Length: > 0 } ids ? ids : [.. known.Order(StringComparer.Ordinal)];
        foreach (var id in asked) compiled.Forget(id);
        return ElsaJson.Ok(new { Refreshed = asked.Where(known.Contains), NotFound = asked.Where(id => !known.Contains(id)) });
    }
}
