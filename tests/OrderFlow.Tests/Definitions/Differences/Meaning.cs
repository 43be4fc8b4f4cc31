using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Tests.Definitions.Differences;

/// <summary>
/// What a plainly spelled document says, as one text: without layout, without what is null or empty, sets in order. It knows
/// nothing of how the product compares.
/// </summary>
internal static class Meaning
{
    public static string Of(JsonObject document) => Text(document, "");

    private static string Text(JsonNode? node, string at) => node switch
    {
        JsonObject wrapped when wrapped["expression"] is JsonObject expression => $"{expression["type"]}:{expression["value"]?.ToJsonString()}",
        JsonObject bound when bound["memoryReference"] is JsonObject reference => $"@{reference["id"]}",
        JsonObject members => "{" + string.Join(",", members
            .Where(m => m.Key is not ("designer" or "nodeId") && !IsNothing(m.Value)).OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => $"{m.Key}={Text(m.Value, m.Key == "activities" && members["type"]?.ToString() == "Elsa.Sequence" ? "steps" : m.Key)}").Where(t => !t.EndsWith("={}", StringComparison.Ordinal))) + "}",
        JsonArray items when at is "steps" or "cases" => "[" + string.Join(",", items.Select(i => Text(i, ""))) + "]",
        JsonArray items => "[" + string.Join(",", items.Select(i => Text(i, "")).Distinct().Order(StringComparer.Ordinal)) + "]",
        _ => node?.ToJsonString() ?? "",
    };

    private static bool IsNothing(JsonNode? value) => value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 } || value.GetValueKind() == JsonValueKind.False;
}
