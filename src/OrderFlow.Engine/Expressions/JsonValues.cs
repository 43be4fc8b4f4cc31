using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace OrderFlow.Engine.Expressions;

/// <summary>
/// Makes and reads JSON values. Reading: null and undefined give null, an empty list or an empty dictionary; what does not fit the
/// asked type, and null where a number or a time is asked for, is an <see cref="ExpressionFailure"/>.
/// </summary>
public static class JsonValues
{
    /// <summary>JSON as Elsa writes it: compact, letters of every language as they are.</summary>
    internal static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), MaxDepth = MaxDepth };

    /// <summary>Levels of nesting that a value may have.</summary>
    internal const int MaxDepth = 128;

    public static JsonElement Null { get; } = JsonElement.Parse("null"u8);
    public static JsonElement True { get; } = JsonElement.Parse("true"u8);
    public static JsonElement False { get; } = JsonElement.Parse("false"u8);
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}"u8);
    public static JsonElement EmptyArray { get; } = JsonElement.Parse("[]"u8);

    public static JsonElement FromBoolean(bool value) => value ? True : False;

    /// <summary>Null: JSON null.</summary>
    public static JsonElement FromString(string? text) => text is null ? Null : JsonSerializer.SerializeToElement(text);

    public static JsonElement FromNumber(long value) => FromRaw(value.ToString(CultureInfo.InvariantCulture));

    public static JsonElement FromNumber(decimal value) => FromRaw(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A whole number is written without fraction; NaN and the infinities, which JSON has not, become null.</summary>
    public static JsonElement FromNumber(double value)
    {
        if (!double.IsFinite(value)) return Null;
        return value == Math.Floor(value) && Math.Abs(value) <= 1L << 53
            ? FromNumber((long)value)
            : FromRaw(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>The instant in UTC, as JavaScript writes it but with every digit of the fraction that is there.</summary>
    public static JsonElement FromTime(DateTimeOffset value) => JsonSerializer.SerializeToElement(value.UtcDateTime);

    public static JsonElement FromNode(JsonNode? node) => node is null ? Null : JsonSerializer.SerializeToElement(node, Compact);

    public static JsonElement FromStrings(IEnumerable<string> texts) => JsonSerializer.SerializeToElement(texts.ToList());

    /// <summary>Members in the order given; a value that is undefined is left out.</summary>
    public static JsonElement FromMembers(IEnumerable<KeyValuePair<string, JsonElement>> members) => JsonSerializer.SerializeToElement(
        members.Where(m => m.Value.ValueKind != JsonValueKind.Undefined).DistinctBy(m => m.Key).ToDictionary(m => m.Key, m => m.Value), Compact);

    /// <summary>JSON text to a value; false: not JSON, with what is wrong and where.</summary>
    public static bool TryParse(string json, out JsonElement value, out string? error)
    {
        try
        {
            value = JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = true });
            error = null;
            return true;
        }
        catch (JsonException e)
        {
            value = default;
            error = $"{(e.LineNumber ?? 0) + 1}:{(e.BytePositionInLine ?? 0) + 1}: {FirstSentence(e.Message)}";
            return false;
        }
    }

    public static bool IsNullish(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>Whether a condition with this value holds: true, the text "true" in any case, a number other than zero.</summary>
    public static bool IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => bool.TryParse(value.GetString(), out var b) && b,
        JsonValueKind.Number => !value.TryGetDouble(out var d) || d != 0,
        _ => false,
    };

    /// <summary>A string as it is, anything else as JSON.</summary>
    public static string? AsString(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => JsonSerializer.Serialize(value, Compact),
    };

    /// <summary>A list's items as strings; one string or JSON text of a list likewise; empty for null.</summary>
    public static IReadOnlyList<string> AsStringList(JsonElement value)
    {
        var list = TypeConversion.Convert(value, "List<String>");
        return IsNullish(list) ? [] : [.. list.EnumerateArray().Select(AsString).OfType<string>()];
    }

    /// <summary>The members of an object, or of JSON text of one; empty for null.</summary>
    public static IReadOnlyDictionary<string, JsonElement> AsDictionary(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var converted = TypeConversion.Convert(value, "ObjectDictionary");
        if (IsNullish(converted)) return members;
        foreach (var member in converted.EnumerateObject()) members[member.Name] = member.Value;
        return members;
    }

    public static int AsInt(JsonElement value) => Required(value, "Int32").GetInt32();

    public static decimal AsDecimal(JsonElement value) => Required(value, "Decimal").GetDecimal();

    public static TimeSpan AsTimeSpan(JsonElement value) =>
        TimeSpan.ParseExact(Required(value, "TimeSpan").GetString()!, "c", CultureInfo.InvariantCulture);

    /// <summary>Text without an offset is taken as UTC.</summary>
    public static DateTimeOffset AsDateTimeOffset(JsonElement value) => Required(value, "DateTimeOffset").GetDateTimeOffset();

    private static JsonElement Required(JsonElement value, string type)
    {
        var converted = TypeConversion.Convert(value, type);
        return IsNullish(converted) ? throw new ExpressionFailure($"Expected a value of type {type}, but there is none.") : converted;
    }

    internal static JsonElement FromRaw(string json) => JsonElement.Parse(json);

    // The rest of a JsonException's message repeats path and position.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        if (end < 0) end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).ReplaceLineEndings(" ");
    }
}
