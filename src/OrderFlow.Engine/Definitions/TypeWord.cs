using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>Types of values as people call them.</summary>
internal static class TypeWord
{
    /// <summary>Of an alias: "a duration"; a type without a word of its own is named.</summary>
    public static string Of(string type) => TypeAliases.Normalize(type) switch
    {
        "TimeSpan" => "a duration",
        "DateTime" or "DateTimeOffset" or "DateOnly" => "a date",
        "TimeOnly" => "a time of day",
        "Boolean" => "true or false",
        "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Long" or "UInt64" => "a whole number",
        "Decimal" or "Double" or "Single" => "a number",
        "StringDictionary" or "ObjectDictionary" or "JsonObject" or "HttpHeaders" => "a JSON object",
        "String" => "text",
        var list when TypeAliases.ElementType(list) is { } element => $"a list, each item {Of(element)}",
        var other => other,
    };

    /// <param name="error">What the conversion said, for types that no example explains.</param>
    public static string Fix(string type, string error) => TypeAliases.Normalize(type) switch
    {
        "TimeSpan" => "Write a duration such as 00:05:00, 1.02:00:00, PT5M or P2D.",
        "DateTime" or "DateTimeOffset" => "Write a date such as 2026-03-31 or 2026-03-31T09:30:00+08:00.",
        "Boolean" => "Write true or false.",
        _ => error.EndsWith('.') ? error : error + ".",
    };
}
