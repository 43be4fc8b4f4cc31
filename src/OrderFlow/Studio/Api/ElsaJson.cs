using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace OrderFlow.Studio.Api;

/// <summary>Elsa's JSON: camelCase, enumerations by their PascalCase names, nulls left out.</summary>
internal static class ElsaJson
{
    /// <summary>Levels of nesting that are read: as deep as documents are written.</summary>
    public const int Depth = 64;

    /// <summary>Reads more than it writes: any case, numbers for enumerations, members that nobody knows.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        // What is answered stands a few levels inside the answer.
        MaxDepth = Depth + 20,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A stored definition.</summary>
    public static JsonObject Parse(string definition) =>
        (JsonObject)JsonNode.Parse(definition, documentOptions: new JsonDocumentOptions { MaxDepth = Depth })!;

    public static IResult Ok(object value) => Results.Json(value, Options);
}
