using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace OrderFlow.Studio.Api;

/// <summary>Elsa's JSON: camelCase, enumerations by their PascalCase names, nulls left out.</summary>
internal static class ElsaJson
{
    /// <summary>Levels of nesting that are read; as many as a definition may have.</summary>
    public const int Depth = 100;

    /// <summary>Reads more than it writes: any case, numbers for enumerations, members that nobody knows.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        MaxDepth = Depth,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    public static IResult Ok(object value) => Results.Json(value, Options);
}
