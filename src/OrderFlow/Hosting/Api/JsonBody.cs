using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace OrderFlow.Hosting.Api;

/// <summary>How bodies are read and answers written.</summary>
internal static class JsonBody
{
    /// <summary>Levels of nesting. Every one costs stack in whatever walks the value later.</summary>
    public const int Depth = 64;

    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private static readonly JsonDocumentOptions Syntax = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.MaxDepth = Depth;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        return options;
    }

    /// <summary>Any value. Undefined: see <paramref name="problem"/>.</summary>
    public static JsonElement ReadElement(byte[] utf8, out Problem? problem)
    {
        using var document = Parse(utf8, out problem);
        return document?.RootElement.Clone() ?? default;
    }

    /// <returns>Null: see <paramref name="problem"/>.</returns>
    public static T? Read<T>(byte[] utf8, out Problem? problem) where T : class
    {
        using var document = Parse(utf8, out problem);
        if (document is null) return null;
        problem = Shape(document.RootElement, typeof(T));
        if (problem is not null) return null;
        try
        {
            var value = document.RootElement.Deserialize<T>(Options);
            problem = value is null ? WrongType("$", typeof(T)) : MemberRules.Check(value);
            return problem is null ? value : null;
        }
        catch (JsonException error)
        {
            problem = WrongType(error.Path ?? "$", typeof(T));
            return null;
        }
    }

    private static JsonDocument? Parse(byte[] utf8, out Problem? problem)
    {
        problem = Utf8.IsValid(utf8) ? null : BadJson("invalid-utf8", ApiText.NotUtf8);
        if (problem is not null) return null;
        try
        {
            var document = JsonDocument.Parse(utf8, Syntax);
            problem = JsonFaults.Find(document.RootElement);
            if (problem is null) return document;
            document.Dispose();
        }
        catch (JsonException error)
        {
            problem = BadSyntax.Describe(utf8, error);
        }

        return null;
    }

    // What the serializer says of these names types of ours; the caller knows members.
    private static Problem? Shape(JsonElement root, Type type)
    {
        if (root.ValueKind != JsonValueKind.Object) return WrongType("$", type);
        if (Options.GetTypeInfo(type) is not { Kind: JsonTypeInfoKind.Object } info) return null;
        foreach (var member in root.EnumerateObject())
        {
            if (info.Properties.Any(p => p.Name == member.Name)) continue;
            return BadJson("unknown-member", ApiText.UnknownMember(member.Name)) with
            {
                Field = "$." + member.Name,
                Fix = ApiText.KnownMembers(string.Join(", ", info.Properties.Select(p => p.Name))),
            };
        }

        return info.Properties.FirstOrDefault(p => p.IsRequired && !root.TryGetProperty(p.Name, out _)) is { } missing
            ? BadJson("missing-member", ApiText.MissingMember(missing.Name)) with { Field = "$." + missing.Name, Fix = ApiText.Expected(TypeWords.Of(missing.PropertyType)) }
            : null;
    }

    private static Problem WrongType(string path, Type type)
    {
        var name = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..].Split('.', '[')[0] : null;
        var expected = Options.GetTypeInfo(type).Properties.FirstOrDefault(p => p.Name == name)?.PropertyType ?? type;
        return BadJson("wrong-type", ApiText.WrongType(path, TypeWords.Of(expected))) with { Field = path };
    }

    internal static Problem BadJson(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
