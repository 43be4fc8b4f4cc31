using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Studio.Definitions;

/// <summary>
/// Makes activities such that Studio draws them: one whose type and version it has no descriptor for empties the whole canvas,
/// one without a node id stops it. A type that nobody knows becomes Elsa.NotFoundActivity, which keeps its content.
/// </summary>
/// <param name="workflows">Those that can be used as activities.</param>
internal sealed class KnownTypes(WorkflowTypes workflows)
{
    private const string NotFoundType = "Elsa.NotFoundActivity";

    /// <summary>Changes the activity and what is inside it.</summary>
    public JsonNode Of(JsonNode node, string parentNodeId)
    {
        if (node is not JsonObject activity) return node;
        activity = Restored(activity);
        var type = (activity["type"] as JsonValue)?.ToString() ?? "";
        var id = activity["id"]?.ToString() ?? "";
        var nodeId = $"{parentNodeId}:{id}";
        if (KnownActivities.Registry.Describe(type) is { } descriptor)
        {
            activity["type"] = descriptor.TypeName;
            activity["version"] = descriptor.Version;
        }
        else if (workflows.UsedBy(activity) is { } workflow)
        {
            activity["type"] = workflow.TypeName;
            activity["version"] = workflow.Version;
        }
        else
        {
            activity = NotFound(activity, type, id);
        }

        activity["nodeId"] = nodeId;
        if (activity["customProperties"] is not JsonObject) activity["customProperties"] = new JsonObject();
        if (activity["metadata"] is not JsonObject) activity["metadata"] = new JsonObject();
        foreach (var (name, value) in activity.ToList())
            if (value is JsonObject or JsonArray && name is not ("customProperties" or "metadata" or "variables" or "connections")) Inside(value, nodeId);
        return activity;
    }

    // Children stand as members, in lists, and in the cases of a switch.
    private void Inside(JsonNode node, string nodeId)
    {
        switch (node)
        {
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is not { } item) continue;
                    if (!IsActivity(item)) Inside(item, nodeId);
                    else if (Of(item, nodeId) is var known && known != item) items[i] = known;
                }

                break;
            case JsonObject members when IsActivity(members):
                if (Of(members, nodeId) is var changed && changed != members && members.Parent is JsonObject holder) holder[members.GetPropertyName()] = changed;
                break;
            case JsonObject members when members["activity"] is JsonObject child && IsActivity(child):
                if (Of(child, nodeId) is var other && other != child) members["activity"] = other;
                break;
        }
    }

    // An expression has a type too, but no id.
    private static bool IsActivity(JsonNode node) => node is JsonObject members && members["type"] is JsonValue && members["id"] is JsonValue;

    // Unknown where the file comes from, but known here: it is itself again, as it is for the engine.
    private static JsonObject Restored(JsonObject activity)
    {
        if (activity["type"]?.ToString() != NotFoundType || KnownActivities.Registry.Describe(activity["missingTypeName"]?.ToString() ?? "") is null) return activity;
        try
        {
            return JsonNode.Parse(activity["originalActivityJson"]?.ToString() ?? "") as JsonObject ?? activity;
        }
        catch (JsonException)
        {
            return activity;
        }
    }

    private static JsonObject NotFound(JsonObject activity, string type, string id)
    {
        var metadata = activity["metadata"] is JsonObject known ? (JsonObject)known.DeepClone() : [];
        metadata["displayText"] ??= type;
        return new JsonObject
        {
            ["missingTypeName"] = type,
            ["missingTypeVersion"] = activity["version"] is JsonValue version && version.GetValueKind() == JsonValueKind.Number ? version.DeepClone() : 1,
            ["originalActivityJson"] = activity.ToJsonString(),
            ["id"] = id,
            ["name"] = activity["name"]?.DeepClone(),
            ["type"] = NotFoundType,
            ["version"] = 1,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = metadata,
        };
    }
}
