using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Api;
using OrderFlow.Persistence;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>Parts of a workflow, for opening what stands inside an activity.</summary>
internal static class GraphEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/workflow-definitions/subgraph/{id}", SubgraphAsync);
        group.MapGet("/workflow-definitions/subgraph/segments/{id}", SegmentsAsync);
    }

    private static async Task<IResult> SubgraphAsync(string id, ElsaQuery query, DefinitionStore store, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        if (await store.FindVersionAsync(id, cancel) is not { } version) return ElsaError.NotFound(ApiText.NoSuchWorkflow(id));
        var nodeId = query.Text("parentNodeId") ?? $"Workflow1:{ElsaJson.Parse(version.Json)["root"]?["id"]}";
        return await FindAsync(version, nodeId, store, dbs, cancel) is { } node ? ElsaJson.Ok(Answer(node)) : ElsaError.NotFound(ApiText.NoSuchActivity(nodeId));
    }

    private static async Task<IResult> SegmentsAsync(string id, ElsaQuery query, DefinitionStore store, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        if (await store.FindVersionAsync(id, cancel) is not { } version) return ElsaError.NotFound(ApiText.NoSuchWorkflow(id));
        var nodeId = query.Text("childNodeId") ?? "";
        if (await FindAsync(version, nodeId, store, dbs, cancel) is not { } node) return ElsaError.NotFound(ApiText.NoSuchActivity(nodeId));

        // From the outside in, each activity that one opens on the way; flowcharts and the workflow itself are what is seen then.
        var path = new List<object>();
        GraphNode? container = null;
        for (var (child, at) = (node, node.Parent); at is not null; (child, at) = (at, at.Parent))
        {
            if (at.Type == "Elsa.Flowchart") continue;
            // The innermost of them holds the activity, and without any the workflow does.
            container ??= at;
            if (at.Parent is not null)
                path.Insert(0, new { ActivityNodeId = at.NodeId, ActivityId = at.Id, ActivityType = at.Type, PortName = child.Port, ActivityName = at.Activity["name"]?.ToString() ?? at.Type });
        }

        return ElsaJson.Ok(new { ChildNode = Answer(node), Container = Answer(container ?? node), PathSegments = path });
    }

    private static async Task<GraphNode?> FindAsync(DefinitionVersion version, string nodeId, DefinitionStore store, IDbContextFactory<OrderFlowDb> dbs, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await new Subgraph(store, await WorkflowTypes.LoadAsync(db, cancel)).FindAsync(version, nodeId, cancel);
    }

    private static object Answer(GraphNode node) => new { node.NodeId, node.Port, Activity = node.Activity.DeepClone() };
}
