using System.Text.Json;

namespace OrderFlow.Engine.Expressions.Conversion;

/// <summary>Text and what is written as text. Null: the value does not fit.</summary>
internal static class Texts
{
    /// <summary>Truth values are "True" and "False", as Elsa writes them; objects and lists become their JSON.</summary>
    public static JsonElement? ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value,
        JsonValueKind.True => JsonValues.FromString("True"),
        JsonValueKind.False => JsonValues.FromString("False"),
        JsonValueKind.Number => JsonValues.FromString(value.GetRawText()),
        _ => JsonValues.FromString(JsonSerializer.Serialize(value, JsonValues.Compact)),
    };

    public static JsonElement? ToChar(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 1 ? value : null;

    public static JsonElement? ToGuid(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out var guid) ? JsonValues.FromString(guid.ToString()) : null;

    public static JsonElement? ToUri(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.RelativeOrAbsolute, out _) ? value : null;
}
