using System.Text.Json;

namespace OrderFlow.Engine.Expressions.Conversion;

/// <summary>Lists, dictionaries and free JSON. Null: the value does not fit.</summary>
internal static class Collections
{
    /// <summary>A list with its items converted; JSON text of one; anything else as the only item.</summary>
    public static JsonElement? ToList(JsonElement value, string element, ref string? error)
    {
        if (ToJson(value, ref error) is not { } json) return null;
        var source = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().AsEnumerable() : [json];
        var items = new List<JsonElement>();
        foreach (var item in source)
        {
            if (!TypeConversion.TryConvert(item, element, out var converted, out error))
            {
                error = $"Item {items.Count + 1}: {error}";
                return null;
            }

            items.Add(converted);
        }

        return JsonSerializer.SerializeToElement(items, JsonValues.Compact);
    }

    public static JsonElement? ToDictionary(JsonElement value, string element, ref string? error)
    {
        if (ToJson(value, ref error) is not { ValueKind: JsonValueKind.Object } json) return null;
        if (element == "Object") return json;
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in json.EnumerateObject())
        {
            if (!TypeConversion.TryConvert(member.Value, element, out var converted, out error))
            {
                error = $"Member '{member.Name}': {error}";
                return null;
            }

            members[member.Name] = converted;
        }

        return JsonSerializer.SerializeToElement(members, JsonValues.Compact);
    }

    /// <summary>Base64, as JSON writes bytes.</summary>
    public static JsonElement? ToBytes(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.TryGetBytesFromBase64(out _) ? value : null;
        if (value.ValueKind != JsonValueKind.Array) return null;
        var bytes = new List<byte>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetByte(out var b)) return null;
            bytes.Add(b);
        }

        return JsonValues.FromString(Convert.ToBase64String([.. bytes]));
    }

    /// <summary>Text that opens an object or a list must be JSON and is read; other values stay as they are.</summary>
    public static JsonElement? ToJson(JsonElement value, ref string? error)
    {
        if (value.ValueKind != JsonValueKind.String) return value;
        var text = value.GetString()!;
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..]) return value;
        if (JsonValues.TryParse(text, out var json, out var wrong)) return json;
        error = $"The text is not JSON: {wrong}";
        return null;
    }
}
