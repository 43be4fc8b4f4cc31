using System.Collections.Frozen;

namespace OrderFlow.Engine.Expressions.Conversion;

/// <summary>Reads the spellings of a type name: alias, C#, CLR with or without assembly, generic and array.</summary>
internal static class TypeNameReader
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["string"] = "String",
        ["bool"] = "Boolean",
        ["int"] = "Int32",
        ["Int64"] = "Long",
        ["float"] = "Single",
        ["ExpandoObject"] = "JSON",
        ["StringMap"] = "StringDictionary",
        ["ObjectMap"] = "ObjectDictionary",
        ["IFormFile"] = "FormFile",
        ["HttpRouteData"] = "RouteData",
        ["object"] = "Object",
        ["long"] = "Long",
        ["short"] = "Int16",
        ["byte"] = "Byte",
        ["double"] = "Double",
        ["decimal"] = "Decimal",
        ["Object"] = "Object",
        ["Boolean"] = "Boolean",
        ["Int32"] = "Int32",
        ["Int16"] = "Int16",
        ["Byte"] = "Byte",
        ["SByte"] = "SByte",
        ["UInt16"] = "UInt16",
        ["UInt32"] = "UInt32",
        ["UInt64"] = "UInt64",
        ["Char"] = "Char",
        ["Single"] = "Single",
        ["Double"] = "Double",
        ["Decimal"] = "Decimal",
        ["Guid"] = "Guid",
        ["DateTime"] = "DateTime",
        ["DateTimeOffset"] = "DateTimeOffset",
        ["DateOnly"] = "DateOnly",
        ["TimeOnly"] = "TimeOnly",
        ["TimeSpan"] = "TimeSpan",
        ["Uri"] = "Uri",
        ["Stream"] = "Stream",
        ["JsonElement"] = "JsonElement",
        ["JsonNode"] = "JsonNode",
        ["JsonObject"] = "JsonObject",
        ["JsonArray"] = "JsonArray",
        ["String"] = "String",
        ["HttpHeaders"] = "HttpHeaders",
        ["HttpFile"] = "HttpFile",
        ["Downloadable"] = "Downloadable",
        ["HttpRequest"] = "HttpRequest",
        ["HttpResponse"] = "HttpResponse",
        ["HttpResponseMessage"] = "HttpResponseMessage",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // A class that merely shares a short name with one of ours ("Acme.Uri") must not be taken for it.
    private static readonly string[] Namespaces =
    [
        "System", "System.IO", "System.Dynamic", "System.Text.Json", "System.Text.Json.Nodes", "System.Net.Http",
        "Microsoft.AspNetCore.Http", "Elsa.Http", "Elsa.Http.Models",
    ];

    private static readonly FrozenSet<string> Lists =
        FrozenSet.ToFrozenSet(["List", "IList", "ICollection", "IEnumerable", "IReadOnlyList", "IReadOnlyCollection", "Collection", "HashSet", "ISet"]);

    private static readonly FrozenSet<string> Dictionaries = FrozenSet.ToFrozenSet(["Dictionary", "IDictionary", "IReadOnlyDictionary"]);

    public static string Read(string name)
    {
        if (name.EndsWith("[]", StringComparison.Ordinal)) return ArrayOf(TypeAliases.Normalize(name[..^2]));
        if (name.EndsWith('?')) return TypeAliases.Normalize(name[..^1]);

        var (head, arguments) = Split(name);
        if (arguments.Count == 0)
        {
            var simple = head.EndsWith("[]", StringComparison.Ordinal) ? head[..^2] : head;
            if (Simple(simple) is not { } alias) return name;
            return simple.Length < head.Length ? ArrayOf(alias) : alias;
        }

        var types = arguments.ConvertAll(TypeAliases.Normalize);
        var shortName = head[(head.LastIndexOf('.') + 1)..];
        if (shortName == "Nullable") return types[0];
        if (Lists.Contains(shortName)) return $"List<{types[0]}>";
        if (Dictionaries.Contains(shortName)) return types is ["String", "String"] ? "StringDictionary" : "ObjectDictionary";
        return name;
    }

    private static string ArrayOf(string element) => element == "Byte" ? "ByteArray" : element + "[]";

    private static string? Simple(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot >= 0 && !Namespaces.Contains(name[..dot])) return null;
        return Names.GetValueOrDefault(name[(dot + 1)..]);
    }

    /// <summary>"A.B`1[[C, D]], E" to "A.B" and "C, D"; "List&lt;C&gt;" to "List" and "C".</summary>
    private static (string Head, List<string> Arguments) Split(string name)
    {
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        var open = tick >= 0 ? name.IndexOf('[', tick) : name.IndexOf('<', StringComparison.Ordinal);
        if (open < 0) return (name.Split(',')[0].Trim(), []);
        var arguments = new List<string>();
        var depth = 0;
        var from = open + 1;
        for (var i = open; i < name.Length; i++)
        {
            if (name[i] is '[' or '<') depth++;
            if (name[i] is ']' or '>') depth--;
            if (depth > 1 || (depth == 1 && name[i] != ',')) continue;
            if (i > from) arguments.Add(Bare(name[from..i]));
            from = i + 1;
            if (depth == 0) break;
        }

        return (name[..(tick >= 0 ? tick : open)].Trim(), arguments);
    }

    private static string Bare(string argument)
    {
        var text = argument.Trim();
        return text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
    }
}
