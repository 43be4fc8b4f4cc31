using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>Writes definitions: the document as it came, with what is said to change.</summary>
public static class DefinitionWriter
{
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    // The members that the server writes or looks for itself, as it spells them.
    private static readonly string[] Members =
    [
        "id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes",
        "customProperties", "isReadonly", "isSystem", "isLatest", "isPublished", "options", "root",
    ];

    // As deep as may be read, and a stand-in in the innermost place.
    private const int Depth = 200;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), MaxDepth = Depth };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), MaxDepth = Depth };

    /// <summary>A copy of the document, equal to what was read as JSON.</summary>
    public static JsonObject Write(WorkflowDefinition definition) => (JsonObject)definition.Source.DeepClone();

    public static string Text(JsonNode document, bool indented = false) => document.ToJsonString(indented ? Indented : Compact);

    /// <summary>
    /// The document under another identity, with the node ids that Studio needs on every activity. An activity whose type is not
    /// known is kept in an Elsa.NotFoundActivity.
    /// </summary>
    /// <param name="createdAt">UTC.</param>
    /// <param name="registry">The known activity types.</param>
    public static JsonObject WithIdentity(
        WorkflowDefinition definition, string id, string definitionId, int version, bool isLatest, bool isPublished, DateTimeOffset createdAt, ActivityRegistry registry)
    {
        var document = Write(definition);
        foreach (var member in Members)
            if (!document.ContainsKey(member) && document.NameOf(member) is { } other && document[other] is var value && document.Remove(other)) document[member] = value;
        document["id"] = id;
        document["definitionId"] = definitionId;
        document["version"] = version;
        document["isLatest"] = isLatest;
        document["isPublished"] = isPublished;
        document["createdAt"] = createdAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        Settle(definition.Root, document["root"] as JsonObject, registry);
        return document;
    }

    /// <summary>A copy in which every Elsa.NotFoundActivity whose type is known is the activity that it keeps; null: there is none.</summary>
    public static JsonObject? WithRestored(WorkflowDefinition definition, ActivityRegistry registry)
    {
        var document = Write(definition);
        return StandIn.RestoreAll(document, registry) ? document : null;
    }

    /// <summary>As an Elsa server exports it: with the schema's address, without nulls.</summary>
    public static JsonObject ForExport(WorkflowDefinition definition)
    {
        var document = new JsonObject { ["$schema"] = Schema };
        foreach (var (name, value) in definition.Source)
            if (name is not ("$schema" or "links") && value is not null) document[name] = WithoutNulls(value);
        return document;
    }

    // What is restored on reading only is text in the document: it has no places to settle.
    private static void Settle(ActivityDefinition activity, JsonObject? place, ActivityRegistry registry)
    {
        if (place is null) return;
        if (activity.Type.Length > 0 && !StandIn.IsKnown(place, registry))
        {
            place.ReplaceWith(StandIn.For(place, activity.NodeId));
            return;
        }

        foreach (var (child, at) in ChildrenOf(activity, place).ToList()) Settle(child, at, registry);
        place["nodeId"] = activity.NodeId;
    }

    private static IEnumerable<(ActivityDefinition Child, JsonObject? Place)> ChildrenOf(ActivityDefinition activity, JsonObject place)
    {
        foreach (var child in activity.Children)
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
                // A value is the author's own: null in it may mean something.
                foreach (var (name, value) in members)
                    if (value is not null) copy[name] = name == "value" ? value.DeepClone() : WithoutNulls(value);
                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(i => i is null ? null : WithoutNulls(i))]);
            default:
                return node.DeepClone();
        }
    }
}
