using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Tests.Studio.Shapes;

/// <summary>
/// What a JSON value looks like, whatever it says: names, types, which members may be absent or null. Items of an array are one
/// shape. Objects whose names are data (inputs, variables …) are just that, an "any".
/// </summary>
internal sealed class Shape
{
    private static readonly HashSet<string> FreeObjects = new(StringComparer.Ordinal)
    {
        "activityState", "properties", "metadata", "input", "output", "payload", "outputs", "customProperties", "constructionProperties",
        "uiSpecifications", "value", "data", "defaultValue",
    };

    private readonly SortedSet<string> kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (Shape Shape, bool Optional)> members = new(StringComparer.Ordinal);
    private Shape? item;

    /// <param name="name">Of the member that holds the value; null: none does.</param>
    public static Shape Of(JsonNode? value, string? name = null)
    {
        var shape = new Shape();
        shape.kinds.Add(KindOf(value, name));
        if (value is JsonObject children && shape.kinds.Contains("object"))
            foreach (var (key, child) in children) shape.members[key] = (Of(child, key), false);
        if (value is JsonArray items && shape.kinds.Contains("array"))
            foreach (var child in items) shape.item = shape.item is null ? Of(child, name) : shape.item.Or(Of(child, name));
        return shape;
    }

    /// <summary>As <see cref="ToJson"/> wrote it.</summary>
    public static Shape Read(JsonNode written)
    {
        var shape = new Shape();
        switch (written)
        {
            case JsonObject children:
                shape.kinds.Add("object");
                foreach (var (key, child) in children) shape.members[key.TrimEnd('?')] = (Read(child!), key.EndsWith('?'));
                break;
            case JsonArray items:
                shape.kinds.Add("array");
                if (items.Count > 0) shape.item = Read(items[0]!);
                break;
            default:
                foreach (var kind in written.GetValue<string>().Split('|')) shape.kinds.Add(kind);
                break;
        }

        return shape;
    }

    /// <summary>Short, with no data in it: fit to be kept beside a test.</summary>
    public JsonNode ToJson()
    {
        if (kinds.Contains("object")) return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key + (m.Value.Optional ? "?" : ""), (JsonNode?)m.Value.Shape.ToJson())));
        if (kinds.Contains("array")) return item is null ? [] : new JsonArray(item.ToJson());
        return string.Join('|', kinds);
    }

    /// <summary>How an answer departs from this shape: "$.items[].name: missing". Where this shape knows nothing but null, anything is right.</summary>
    public IEnumerable<string> Differences(Shape answer, string path = "$")
    {
        if (kinds.Contains("any") || answer.kinds.Contains("any")) yield break;
        foreach (var kind in answer.kinds.Except(kinds))
            if (!(kinds.Count == 1 && kinds.Contains("null"))) yield return $"{path}: {kind} instead of {string.Join('|', kinds)}";
        if (kinds.Contains("object") && answer.kinds.Contains("object"))
        {
            foreach (var (name, (shape, optional)) in members)
            {
                if (!answer.members.TryGetValue(name, out var given))
                {
                    if (!optional) yield return $"{path}.{name}: missing";
                    continue;
                }

                if (given.Optional && !optional) yield return $"{path}.{name}: sometimes missing";
                foreach (var difference in shape.Differences(given.Shape, $"{path}.{name}")) yield return difference;
            }

            foreach (var name in answer.members.Keys.Where(n => !members.ContainsKey(n))) yield return $"{path}.{name}: extra";
        }

        if (item is null || answer.item is null) yield break;
        foreach (var difference in item.Differences(answer.item, path + "[]")) yield return difference;
    }

    private Shape Or(Shape other)
    {
        var both = new Shape { item = item is null ? other.item : other.item is null ? item : item.Or(other.item) };
        both.kinds.UnionWith(kinds);
        both.kinds.UnionWith(other.kinds);
        foreach (var name in members.Keys.Union(other.members.Keys))
        {
            var (mine, theirs) = (members.TryGetValue(name, out var m), other.members.TryGetValue(name, out var t));
            both.members[name] = mine && theirs ? (m.Shape.Or(t.Shape), m.Optional || t.Optional) : (mine ? m.Shape : t.Shape, true);
        }

        return both;
    }

    private static string KindOf(JsonNode? value, string? name)
    {
        if (name is not null && FreeObjects.Contains(name) && value is not null) return "any";
        return value?.GetValueKind() switch
        {
            null or JsonValueKind.Null or JsonValueKind.Undefined => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.String => IsTime(value.GetValue<string>()) ? "time" : "text",
            var other => throw new InvalidOperationException($"Expected a JSON value, but got {other}."),
        };
    }

    private static bool IsTime(string text) =>
        text.Length >= 19 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
