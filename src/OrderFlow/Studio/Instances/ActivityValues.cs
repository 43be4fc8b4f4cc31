using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Studio.Instances;

/// <summary>What an activity saw and said, as the objects that the designer shows.</summary>
internal static class ActivityValues
{
    /// <summary>The inputs. Null: none.</summary>
    public static JsonObject? Inputs(JsonElement evaluated, ActivityName activity)
    {
        var shown = ObjectOf(evaluated) ?? [];
        if (activity.Node is not { } node) return OrNull(shown);
        foreach (var input in node.Type.Descriptor.Inputs)
        {
            // No expression: what stands in the definition is the value.
            if (!input.IsWrapped && !shown.ContainsKey(input.Name) && node.Definition.Source[JsonNamingPolicy.CamelCase.ConvertName(input.Name)] is { } written)
                shown[input.Name] = written.DeepClone();
        }

        return OrNull(shown);
    }

    /// <summary>The outputs that have a value. Null: none. A null value is left out: the designer asks each for its text.</summary>
    public static JsonObject? Outputs(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object || !result.TryGetProperty("outputs", out var outputs) || outputs.ValueKind != JsonValueKind.Object) return null;
        return OrNull(new JsonObject(outputs.EnumerateObject().Where(o => o.Value.ValueKind is not JsonValueKind.Null).Select(o => KeyValuePair.Create(o.Name, Node(o.Value)))));
    }

    /// <summary>The outcomes. Null: the one that everything has.</summary>
    public static JsonObject? Outcomes(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("outcomes", out var outcomes) ? new JsonObject { ["Outcomes"] = Node(outcomes) } : null;

    /// <summary>What a line of the journal says beside its message. Null: nothing. It is always an object: the designer takes nothing else.</summary>
    public static JsonObject? Payload(JournalEntry entry)
    {
        var payload = entry.Event switch
        {
            JournalEvent.Started => [],
            JournalEvent.Completed => Outcomes(entry.Data) ?? [],
            JournalEvent.Faulted => Values(entry.Data),
            JournalEvent.Suspended or JournalEvent.Resumed or JournalEvent.Canceled or JournalEvent.Note or JournalEvent.Action => ObjectOf(entry.Data) ?? Values(entry.Data),
        };
        if (entry.Event == JournalEvent.Completed && Outputs(entry.Data) is { } outputs) payload["Outputs"] = outputs;
        if (entry.Event == JournalEvent.Faulted) payload["Message"] = entry.Message;
        if (entry.Actor is not null) payload["Actor"] = entry.Actor;
        return OrNull(payload);
    }

    /// <summary>A failure, with what the activity saw as its cause.</summary>
    public static ExceptionShape Exception(string type, string message, JsonElement values) =>
        new(type, message, values.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : new ExceptionShape("Values", values.ToString(), null));

    public static JsonObject ObjectOf(IReadOnlyDictionary<string, JsonElement> values) => new(values.Select(v => KeyValuePair.Create(v.Key, Node(v.Value))));

    private static JsonObject Values(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? [] : new JsonObject { ["Values"] = Node(value) };

    private static JsonObject? ObjectOf(JsonElement value) => value.ValueKind == JsonValueKind.Object ? JsonObject.Create(value) : null;

    private static JsonNode? Node(JsonElement value) => JsonSerializer.SerializeToNode(value);

    private static JsonObject? OrNull(JsonObject value) => value.Count == 0 ? null : value;
}
