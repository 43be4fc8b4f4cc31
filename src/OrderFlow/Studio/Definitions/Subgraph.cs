using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <param name="NodeId">Path from the workflow.</param>
/// <param name="Port">Where it stands in its parent: "Activities", "Then"; of the root activity "Root".</param>
internal sealed record GraphNode(string NodeId, string Port, JsonObject Activity, GraphNode? Parent)
{
    public string Id => Activity["id"]?.ToString() ?? "";
    public string Type => Activity["type"]?.ToString() ?? "";
}

/// <summary>Finds an activity by its path, also inside the workflows that are used as activities, which are put in where the path enters them.</summary>
internal sealed class Subgraph(DefinitionStore store, WorkflowTypes workflows)
{
    /// <summary>Null: there is no such activity.</summary>
    public async Task<GraphNode?> FindAsync(DefinitionVersion version, string nodeId, CancellationToken cancel)
    {
        var document = ElsaDefinition.Document(version, workflows);
        var root = new GraphNode("Workflow1", "Root", WorkflowOf(version, document), null);
        if (nodeId == root.NodeId) return root;
        var node = new GraphNode($"Workflow1:{document["root"]!["id"]}", "Root", (JsonObject)document["root"]!, root);
        while (true)
        {
            await EmbedAsync(node, cancel);
            if (node.NodeId == nodeId) return node;
            if (Children(node).FirstOrDefault(c => nodeId == c.NodeId || nodeId.StartsWith(c.NodeId + ":", StringComparison.Ordinal)) is not { } next) return null;
            node = next;
        }
    }

    // The workflow itself is an activity, too; what its document says stands in other members there.
    private static JsonObject WorkflowOf(DefinitionVersion version, JsonObject document) => new()
    {
        ["identity"] = new JsonObject { ["definitionId"] = version.DefinitionId, ["version"] = version.Version, ["id"] = version.Id },
        ["publication"] = new JsonObject { ["isLatest"] = version.IsLatest, ["isPublished"] = version.IsPublished },
        ["inputs"] = document["inputs"]!.DeepClone(),
        ["outputs"] = document["outputs"]!.DeepClone(),
        ["outcomes"] = document["outcomes"]!.DeepClone(),
        ["workflowMetadata"] = new JsonObject { ["name"] = version.Name, ["description"] = version.Description, ["createdAt"] = document["createdAt"]!.DeepClone() },
        ["options"] = document["options"]!.DeepClone(),
        ["isReadonly"] = false,
        ["isSystem"] = false,
        ["definitionHandle"] = new JsonObject { ["definitionVersionId"] = version.Id },
        ["result"] = null,
        ["name"] = null,
        ["root"] = document["root"]!.DeepClone(),
        ["id"] = "Workflow1",
        ["nodeId"] = "Workflow1",
        ["type"] = "Elsa.Workflow",
        ["version"] = 1,
        ["customProperties"] = document["customProperties"]!.DeepClone(),
        ["metadata"] = new JsonObject(),
    };

    // The designer shows what is inside a workflow used as an activity by its member "root".
    private async Task EmbedAsync(GraphNode node, CancellationToken cancel)
    {
        if (node.Parent is null || node.Activity["root"] is not null || workflows.UsedBy(node.Activity) is not { } used) return;
        if (await store.FindVersionAsync(used.VersionId, cancel) is not { } version) return;
        var inner = ElsaJson.Parse(version.Json);
        node.Activity["root"] = new KnownTypes(workflows).Of(inner["root"]!.DeepClone(), node.NodeId);
    }

    private static IEnumerable<GraphNode> Children(GraphNode node)
    {
        foreach (var (name, value) in node.Activity)
        {
            var port = char.ToUpperInvariant(name[0]) + name[1..];
            foreach (var child in Activities(value)) yield return new GraphNode(child["nodeId"]!.ToString(), port, child, node);
        }
    }

    private static IEnumerable<JsonObject> Activities(JsonNode? value) => value switch
    {
        JsonArray items => items.SelectMany(Activities),
        JsonObject activity when activity["nodeId"] is JsonValue => [activity],
        JsonObject item when item["activity"] is JsonObject inner && inner["nodeId"] is JsonValue => [inner],
        _ => [],
    };
}
