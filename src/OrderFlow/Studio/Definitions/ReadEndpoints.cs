using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Persistence;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>Workflows, as everybody who is signed in may look at them.</summary>
internal static class ReadEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        var definitions = group.MapGroup("/workflow-definitions");
        definitions.MapGet("/", ListAsync);
        definitions.MapGet("/query/count", CountAsync);
        definitions.MapGet("/validation/is-name-unique", IsNameUniqueAsync);
        definitions.MapGet("/many-by-id", ManyAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", ByDefinitionIdAsync);
        definitions.MapGet("/by-id/{id}", ByIdAsync);
        definitions.MapGet("/{definitionId}", ByDefinitionIdAsync);
        definitions.MapGet("/{definitionId}/versions", VersionsAsync);
        definitions.MapGet("/{definitionId}/consumers", ConsumersAsync);
    }

    private static async Task<IResult> ListAsync(ElsaQuery query, IDbContextFactory<OrderFlowDb> dbs, HttpContext context, CancellationToken cancel)
    {
        var filter = DefinitionFilter.Of(query);
        if (query.Refusal is { } refusal) return refusal;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var found = filter.Where(db.Definitions.AsNoTracking());
        var items = await filter.PageOf(found).Select(ElsaSummary.Columns).ToListAsync(cancel);
        var total = filter.PageSize is null ? items.Count : await found.CountAsync(cancel);
        return ElsaJson.Ok(new { Items = items.Select(i => i.For(context.User)), TotalCount = total, Links = DefinitionLinks.OfList(context.User) });
    }

    private static async Task<IResult> CountAsync(IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return ElsaJson.Ok(new { Count = await db.Definitions.CountAsync(d => d.IsLatest, cancel) });
    }

    private static async Task<IResult> IsNameUniqueAsync(ElsaQuery query, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        var (name, except) = (query.Text("name")?.Trim() ?? "", query.Text("definitionId"));
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return ElsaJson.Ok(new { IsUnique = !await db.Definitions.AnyAsync(d => d.IsLatest && d.Name == name && d.DefinitionId != except, cancel) });
    }

    private static async Task<IResult> ManyAsync(ElsaQuery query, IDbContextFactory<OrderFlowDb> dbs, HttpContext context, CancellationToken cancel)
    {
        var ids = query.Many("ids");
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var workflows = await WorkflowTypes.LoadAsync(db, cancel);
        var versions = await db.Definitions.AsNoTracking().Where(d => ids.Contains(d.Id)).OrderBy(d => d.Name).ThenBy(d => d.Version).ToListAsync(cancel);
        return ElsaJson.Ok(new { Items = versions.Select(v => ElsaDefinition.Of(v, workflows, context.User)), versions.Count });
    }

    private static async Task<IResult> ByDefinitionIdAsync(string definitionId, ElsaQuery query, DefinitionStore store, ElsaAnswers answers, HttpContext context, CancellationToken cancel)
    {
        var choice = query.Version() ?? VersionChoice.Latest;
        if (query.Refusal is { } refusal) return refusal;
        return await store.FindAsync(definitionId, choice, cancel) is { } version
            ? await answers.DefinitionAsync(version, context.User, cancel)
            : ElsaError.NotFound(ApiText.NoSuchVersion(definitionId, query.Text("versionOptions") ?? "Latest"));
    }

    private static async Task<IResult> ByIdAsync(string id, DefinitionStore store, ElsaAnswers answers, HttpContext context, CancellationToken cancel) =>
        await store.FindVersionAsync(id, cancel) is { } version ? await answers.DefinitionAsync(version, context.User, cancel) : ElsaError.NotFound(ApiText.NoSuchWorkflow(id));

    private static async Task<IResult> VersionsAsync(string definitionId, DefinitionStore store, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var workflows = await WorkflowTypes.LoadAsync(db, cancel);
        var versions = await store.ListAsync(definitionId, new VersionChoice(VersionKind.AllVersions), cancel);
        return ElsaJson.Ok(versions.Select(v => ElsaVersion.Of(v, workflows)));
    }

    private static async Task<IResult> ConsumersAsync(string definitionId, Consumers consumers, CancellationToken cancel) =>
        ElsaJson.Ok(new { ConsumingWorkflowDefinitionIds = await consumers.OfAsync(definitionId, cancel) });
}
