using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace OrderFlow.Engine.Definitions;

/// <summary>Writes definitions: the document as it came, with what is said to change.</summary>
public static class DefinitionWriter
{
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A copy of the document, equal to what was read as JSON.</summary>
    public static JsonObject Write(WorkflowDefinition definition) => (JsonObject)definition.Source.DeepClone();

    public static string Text(JsonNode document, bool indented = false) => document.ToJsonString(indented ? Indented : Compact);

    /// <summary>The document under another identity, with the node ids that Studio needs on every activity.</summary>
    /// <param name="createdAt">UTC.</param>
    public static JsonObject WithIdentity(WorkflowDefinition definition, string id, string definitionId, int version, bool isLatest, bool isPublished, DateTimeOffset createdAt)
    {
        var document = Write(definition);
        document["id"] = id;
        document["definitionId"] = definitionId;
        document["version"] = version;
        document["isLatest"] = isLatest;
        document["isPublished"] = isPublished;
        document["createdAt"] = createdAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        SetNodeIds(definition.Root, document["root"] as JsonObject);
        return document;
    }

    /// <summary>As an Elsa server exports it: with the schema's address, without nulls.</summary>
    public static JsonObject ForExport(WorkflowDefinition definition)
    {
        var document = new JsonObject { ["$schema"] = Schema };
        foreach (var (name, value) in definition.Source)
            if (name is not ("$schema" or "links") && value is not null) document[name] = WithoutNulls(value);
        return document;
    }

    // The pointers that the reader noted lead from the definition's activities to their places in the document.
    private static void SetNodeIds(ActivityDefinition activity, JsonObject? place)
    {
        if (place is null || !JsonNode.DeepEquals(activity.Source, place)) return;
        var children = Children(activity, place).ToList();
        foreach (var (child, at) in children) SetNodeIds(child, at);
        place["nodeId"] = activity.NodeId;
    }

    private static IEnumerable<(ActivityDefinition Child, JsonObject? Place)> Children(ActivityDefinition activity, JsonObject place)
    {
        foreach (var child in activity.Activities.Concat(activity.Ports.Values).Concat(activity.Cases.Select(c => c.Activity).OfType<ActivityDefinition>()))
        {
            if (!child.Pointer.StartsWith(activity.Pointer + "/", StringComparison.Ordinal)) continue;
            JsonNode? node = place;
            foreach (var step in child.Pointer[(activity.Pointer.Length + 1)..].Split('/'))
                node = node switch
                {
                    JsonArray array when int.TryParse(step, out var index) && index < array.Count => array[index],
                    JsonObject inner => inner[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)],
                    _ => null,
                };
            yield return (child, node as JsonObject);
        }
    }

    private static JsonNode WithoutNulls(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, value) in members)
                    if (value is not null) copy[name] = WithoutNulls(value);
                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(i => i is null ? null : WithoutNulls(i))]);
            default:
                return node.DeepClone();
        }
    }
}
