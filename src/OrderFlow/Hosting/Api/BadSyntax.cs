using System.Text.Json;

namespace OrderFlow.Hosting.Api;

/// <summary>Says why bytes are no JSON that we take. The parser's own words are kept for what has no better ones.</summary>
internal static class BadSyntax
{
    public static Problem Describe(byte[] utf8, JsonException error)
    {
        if (utf8.All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            return JsonBody.BadJson("empty-body", ApiText.NoBody);
        // The parser gives no place for these two.
        var path = new Stack<string>();
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                if (reader.CurrentDepth >= JsonBody.Depth && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return JsonBody.BadJson("too-deep", ApiText.TooDeep(JsonBody.Depth));
            }

            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonBody.Depth });
            if (FindTwice(document.RootElement, path))
                return JsonBody.BadJson("duplicate-member", ApiText.Twice("$" + string.Concat(path))) with { Field = "$" + string.Concat(path) };
        }
        catch (JsonException)
        {
            // Broken at the place that the first error names.
        }

        var words = error.Message.Split(" LineNumber:")[0];
        return JsonBody.BadJson("invalid-json", ApiText.NotJson((error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1, words));
    }

    // The steps to it are pushed on the way back.
    private static bool FindTwice(JsonElement value, Stack<string> path)
    {
        var index = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, inner) in Children(value))
        {
            if (name is not null && !names.Add(name)) return Push(path, "." + name);
            if (FindTwice(inner, path)) return Push(path, name is null ? $"[{index}]" : "." + name);
            index++;
        }

        return false;
    }

    private static bool Push(Stack<string> path, string step)
    {
        path.Push(step);
        return true;
    }

    private static IEnumerable<(string? Name, JsonElement Value)> Children(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(m => ((string?)NameOf(m), m.Value)),
        JsonValueKind.Array => value.EnumerateArray().Select(item => ((string?)null, item)),
        _ => [],
    };

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // Half of a character; another check refuses it.
            return "?";
        }
    }
}
