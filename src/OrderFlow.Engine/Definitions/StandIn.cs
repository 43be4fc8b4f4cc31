using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>
/// <c>Elsa.NotFoundActivity</c>, which Elsa keeps in the place of an activity whose type it does not know, with that activity as
/// text. Where the type is known (again), the activity is itself again.
/// </summary>
internal static class StandIn
{
    public const string Type = "Elsa.NotFoundActivity";

    /// <summary>The member that holds the activity's text.</summary>
    public const string Original = "originalActivityJson";

    private static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false };

    /// <summary>The activity that a stand-in keeps; null: it is none, or keeps no readable one.</summary>
    public static JsonObject? Kept(JsonObject activity)
    {
        if (TypeOf(activity) != Type || activity.Member(Original) is not JsonValue original || !original.TryGetValue<string>(out var text)) return null;
        try
        {
            return JsonNode.Parse(text, documentOptions: Parsing) is JsonObject kept && TypeOf(kept) is not (null or Type) ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The activity that a stand-in keeps, if its type is known or it is a workflow used as an activity.</summary>
    public static JsonObject? Restorable(JsonObject activity, ActivityRegistry registry) => Kept(activity) is { } kept && IsKnown(kept, registry) ? kept : null;

    public static bool IsKnown(JsonObject activity, ActivityRegistry registry) =>
        TypeOf(activity) is { } type && (registry.Describe(type) is not null || ChildRules.ReferenceOf(activity, type) is not null);

    /// <summary>What is stored in the place of an activity of an unknown type: at the same place of the canvas, with the same id.</summary>
    public static JsonObject For(JsonObject unknown, string nodeId)
    {
        var type = TypeOf(unknown) ?? "";
        var version = unknown.Member("version")?.DeepClone() ?? 0;
        var metadata = new JsonObject { ["displayText"] = $"Not Found: {type}", ["description"] = $"Could not find activity type {type} with version {version}" };
        if ((unknown.Member("metadata") as JsonObject)?.Member("designer") is { } designer) metadata["designer"] = designer.DeepClone();
        return new JsonObject
        {
            ["missingTypeName"] = type,
            ["missingTypeVersion"] = version,
            [Original] = DefinitionWriter.Text(unknown),
            ["id"] = unknown.Member("id")?.DeepClone(),
            ["nodeId"] = nodeId,
            ["name"] = unknown.Member("name")?.DeepClone(),
            ["type"] = Type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject { ["canStartWorkflow"] = false, ["runAsynchronously"] = false },
            ["metadata"] = metadata,
        };
    }

    /// <summary>Puts what they keep into the place of all stand-ins whose type is known. False: there was none.</summary>
    public static bool RestoreAll(JsonNode? node, ActivityRegistry registry)
    {
        var children = node switch
        {
            JsonObject members => members.Select(m => m.Value).ToList(),
            JsonArray items => [.. items],
            _ => [],
        };
        var isRestored = false;
        foreach (var child in children)
        {
            if (child is JsonObject activity && Restorable(activity, registry) is { } kept)
            {
                activity.ReplaceWith(kept);
                RestoreAll(kept, registry);
                isRestored = true;
            }
            else
            {
                isRestored |= RestoreAll(child, registry);
            }
        }

        return isRestored;
    }

    private static string? TypeOf(JsonObject activity) => activity.Member("type") is JsonValue value && value.TryGetValue<string>(out var type) && type.Length > 0 ? type : null;
}
