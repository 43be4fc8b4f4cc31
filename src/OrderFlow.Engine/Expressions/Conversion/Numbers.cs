using System.Globalization;
using System.Text.Json;

namespace OrderFlow.Engine.Expressions.Conversion;

/// <summary>Numbers and truth values. Null: the value does not fit. Digits are never lost by a detour over double.</summary>
internal static class Numbers
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static JsonElement? ToBoolean(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value,
        JsonValueKind.Number => JsonValues.FromBoolean(JsonValues.IsTrue(value)),
        JsonValueKind.String when bool.TryParse(value.GetString(), out var b) => JsonValues.FromBoolean(b),
        _ => null,
    };

    /// <summary>A number's fraction is rounded half to even, as .NET does for Elsa; text must be whole.</summary>
    public static JsonElement? ToInteger(JsonElement value, decimal least, decimal most)
    {
        decimal number;
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                if (!decimal.TryParse(value.GetRawText(), NumberStyles.Float, Invariant, out number)) return null;
                number = Math.Round(number, MidpointRounding.ToEven);
                break;
            case JsonValueKind.String:
                if (!decimal.TryParse(value.GetString(), NumberStyles.Integer, Invariant, out number)) return null;
                break;
            case JsonValueKind.True or JsonValueKind.False:
                number = value.ValueKind == JsonValueKind.True ? 1 : 0;
                break;
            default:
                return null;
        }

        return number < least || number > most ? null : JsonValues.FromRaw(number.ToString("0", Invariant));
    }

    public static JsonElement? ToDecimal(JsonElement value) =>
        Text(value) is { } text && decimal.TryParse(text, NumberStyles.Float, Invariant, out var d) ? JsonValues.FromNumber(d) : null;

    /// <summary>A JSON number that double can hold stays as it is written.</summary>
    public static JsonElement? ToDouble(JsonElement value)
    {
        if (Text(value) is not { } text || !double.TryParse(text, NumberStyles.Float, Invariant, out var d) || !double.IsFinite(d)) return null;
        return value.ValueKind == JsonValueKind.Number ? value : JsonValues.FromNumber(d);
    }

    public static JsonElement? ToSingle(JsonElement value) =>
        Text(value) is { } text && float.TryParse(text, NumberStyles.Float, Invariant, out var f) && float.IsFinite(f)
            ? JsonValues.FromRaw(f.ToString("R", Invariant))
            : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => null,
    };
}
