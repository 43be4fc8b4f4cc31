using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Persistence;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>Workflows as files: one as JSON, several as an archive.</summary>
internal static class ExportEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        // Elsa's links name POST, its clients ask with GET.
        group.MapMethods("/workflow-definitions/{definitionId}/export", ["GET", "POST"], ExportAsync);
        group.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync);
    }

    private static async Task<IResult> ExportAsync(string definitionId, ElsaQuery query, DefinitionStore store, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        var (choice, withConsumers) = (query.Version() ?? VersionChoice.Latest, query.Flag("includeConsumingWorkflows") ?? false);
        if (query.Refusal is { } refusal) return refusal;
        if (await store.FindAsync(definitionId, choice, cancel) is not { } version) return ElsaError.NotFound(ApiText.NoSuchVersion(definitionId, query.Text("versionOptions") ?? "Latest"));
        if (!withConsumers) return Results.File(ExportFile.Of(version), "application/octet-stream", ExportFile.NameOf(version));
        return Archive(await WithConsumersAsync([version], dbs, cancel));
    }

    private static async Task<IResult> ExportManyAsync(ElsaBody<IdsRequest> body, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        List<DefinitionVersion> versions;
        await using (var db = await dbs.CreateDbContextAsync(cancel))
            versions = await db.Definitions.AsNoTracking().Where(d => body.Value.Ids.Contains(d.Id)).OrderBy(d => d.Name).ThenBy(d => d.Version).ToListAsync(cancel);
        if (versions.Count == 0) return ElsaError.NotFound(ApiText.NoSuchWorkflow(string.Join(", ", body.Value.Ids)));
        return Archive(body.Value.IncludeConsumingWorkflows ? await WithConsumersAsync(versions, dbs, cancel) : versions);
    }

    private static IResult Archive(List<DefinitionVersion> versions) => Results.File(ExportFile.Zip(versions), "application/octet-stream", "workflow-definitions.zip");

    private static async Task<List<DefinitionVersion>> WithConsumersAsync(List<DefinitionVersion> versions, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = versions.ToDictionary(v => v.DefinitionId);
        var open = new Queue<string>(all.Keys);
        while (open.TryDequeue(out var id))
            foreach (var consumer in await Consumers.Latest(db, id).ToListAsync(cancel))
                if (all.TryAdd(consumer.DefinitionId, consumer)) open.Enqueue(consumer.DefinitionId);
        return [.. all.Values];
    }
}
