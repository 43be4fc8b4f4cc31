using System.Text.Json;
using OrderFlow.Engine.Expressions.Conversion;

namespace OrderFlow.Engine.Expressions;

/// <summary>
/// Turns a value into one of a declared type, by Elsa's rules with the invariant culture. Null, undefined and blank text (except as
/// String) become JSON null. Unlike Elsa, text that is no number, date or id is a failure and not zero.
/// </summary>
public static class TypeConversion
{
    /// <summary>
    /// As Boolean, text other than "true" and "false" is false, as in Elsa; every other value that does not fit is an
    /// <see cref="ExpressionFailure"/>. A type that is not known takes any value; enumerations stay text.
    /// </summary>
    public static JsonElement Convert(JsonElement value, string targetType)
    {
        var type = TypeAliases.Normalize(targetType);
        if (type == "Boolean" && value.ValueKind == JsonValueKind.String && !IsBrokenText(value) && !IsBlank(value))
            return JsonValues.FromBoolean(JsonValues.IsTrue(value));
        return TryConvert(value, type, out var converted, out var error) ? converted : throw new ExpressionFailure(error!);
    }

    /// <summary>The strict form, for checks before anything runs: text that is no Boolean is refused too. The error names value and type.</summary>
    public static bool TryConvert(JsonElement value, string targetType, out JsonElement converted, out string? error)
    {
        var type = TypeAliases.Normalize(targetType);
        error = null;
        converted = JsonValues.Null;
        if (JsonValues.IsNullish(value)) return true;
        if (type != "Object" && IsBrokenText(value))
        {
            error = $"Cannot use {Shown(value)} as {type}: a character is cut in half.";
            return false;
        }

        if (type != "Object" && type != "String" && IsBlank(value)) return true;
        var result = type == "Object" ? value
            : TypeAliases.ElementType(type) is { } element ? Collections.ToList(value, element, ref error)
            : ToSingle(value, type, ref error);
        if (result is { } found)
        {
            converted = found;
            return true;
        }

        error ??= $"Cannot use {Shown(value)} as {type}{Hint(type)}.";
        return false;
    }

    private static JsonElement? ToSingle(JsonElement value, string type, ref string? error) => type switch
    {
        "String" => Texts.ToText(value),
        "Char" => Texts.ToChar(value),
        "Boolean" => Numbers.ToBoolean(value),
        "Byte" => Numbers.ToInteger(value, byte.MinValue, byte.MaxValue),
        "SByte" => Numbers.ToInteger(value, sbyte.MinValue, sbyte.MaxValue),
        "Int16" => Numbers.ToInteger(value, short.MinValue, short.MaxValue),
        "UInt16" => Numbers.ToInteger(value, ushort.MinValue, ushort.MaxValue),
        "Int32" => Numbers.ToInteger(value, int.MinValue, int.MaxValue),
        "UInt32" => Numbers.ToInteger(value, uint.MinValue, uint.MaxValue),
        "Long" => Numbers.ToInteger(value, long.MinValue, long.MaxValue),
        "UInt64" => Numbers.ToInteger(value, ulong.MinValue, ulong.MaxValue),
        "Decimal" => Numbers.ToDecimal(value),
        "Double" => Numbers.ToDouble(value),
        "Single" => Numbers.ToSingle(value),
        "Guid" => Texts.ToGuid(value),
        "Uri" => Texts.ToUri(value),
        "DateTime" => Times.ToDateTime(value),
        "DateTimeOffset" => Times.ToDateTimeOffset(value),
        "DateOnly" => Times.ToDateOnly(value),
        "TimeOnly" => Times.ToTimeOnly(value),
        "TimeSpan" => Times.ToTimeSpan(value),
        "ByteArray" => Collections.ToBytes(value),
        "StringDictionary" => Collections.ToDictionary(value, "String", ref error),
        "ObjectDictionary" or "JsonObject" or "HttpHeaders" => Collections.ToDictionary(value, "Object", ref error),
        "JsonArray" => Collections.ToList(value, "Object", ref error),
        _ => Collections.ToJson(value, ref error),
    };

    private static string Hint(string type) => type switch
    {
        "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Long" or "UInt64" => " (a whole number in range)",
        "TimeSpan" => " (a duration such as 00:05:00, 1.02:00:00, PT5M or P2D)",
        "DateTime" or "DateTimeOffset" => " (a date such as 2026-03-31 or 2026-03-31T09:30:00+08:00)",
        "Boolean" => " (true or false)",
        "ByteArray" => " (base64 text or a list of bytes)",
        "StringDictionary" or "ObjectDictionary" or "JsonObject" or "HttpHeaders" => " (a JSON object)",
        _ => "",
    };

    private static bool IsBlank(JsonElement value) => value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString());

    // JSON may escape one half of a surrogate pair ("\ud800"), which no .NET string is made of.
    private static bool IsBrokenText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !value.GetRawText().Contains("\\u", StringComparison.Ordinal)) return false;
        try
        {
            _ = value.GetString();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 80 ? text : text[..77] + "...";
    }
}
