using System.Collections.Frozen;
using OrderFlow.Engine.Expressions.Conversion;

namespace OrderFlow.Engine.Expressions;

/// <summary>The names of types in definitions: "Int32", "List&lt;String&gt;", "String[]", and the CLR names that mean the same.</summary>
public static class TypeAliases
{
    /// <summary>What a designer offers for variables, inputs and outputs, in Elsa's order.</summary>
    public static IReadOnlyList<string> Offered { get; } =
    [
        "Object", "String", "Boolean", "Int32", "Long", "Single", "Double", "Decimal", "Guid", "DateTime", "DateTimeOffset", "TimeSpan",
        "StringDictionary", "ObjectDictionary", "JSON", "JsonElement", "JsonNode", "JsonObject", "ByteArray", "Stream",
        "Elsa.Workflows.LogPersistence.LogPersistenceMode, Elsa.Workflows.Core",
        "RouteData", "HttpRequest", "HttpResponse", "HttpResponseMessage", "HttpHeaders", "FormFile", "HttpFile", "Downloadable",
    ];

    private static readonly FrozenSet<string> Known = Offered
        .Concat(["Byte", "Int16", "UInt16", "UInt32", "UInt64", "SByte", "Char", "DateOnly", "TimeOnly", "JsonArray", "Uri"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The alias of a type name: CLR names lose their assembly, nullable types their mark, collections become <c>List&lt;T&gt;</c> or
    /// <c>T[]</c>. A name that means nothing here comes back as it is; null or blank is "Object".
    /// </summary>
    public static string Normalize(string? typeName)
    {
        var name = typeName?.Trim();
        if (string.IsNullOrEmpty(name)) return "Object";
        return Known.Contains(name) ? name : TypeNameReader.Read(name);
    }

    /// <summary>False: neither a known type nor a collection of one (Elsa's enumerations, other people's classes).</summary>
    public static bool IsKnown(string typeName)
    {
        var name = Normalize(typeName);
        return Known.Contains(name) || (ElementType(name) is { } element && IsKnown(element));
    }

    /// <summary>The type of the items; null: not a collection. A dictionary, text and bytes are not collections.</summary>
    public static string? ElementType(string typeName)
    {
        var name = Normalize(typeName);
        if (name.EndsWith("[]", StringComparison.Ordinal)) return name[..^2];
        return name.StartsWith("List<", StringComparison.Ordinal) && name.EndsWith('>') ? name[5..^1] : null;
    }
}
