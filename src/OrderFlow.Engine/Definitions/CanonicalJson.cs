using System.Text;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>JSON in one spelling: white space and the order of members do not count.</summary>
internal static class CanonicalJson
{
    /// <param name="without">Members of the top that do not count; null: all count.</param>
    public static string Of(JsonNode? node, IReadOnlySet<string>? without = null)
    {
        var text = new StringBuilder();
        Append(text, node, without);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, IReadOnlySet<string>? without = null)
    {
        switch (node)
        {
            case JsonObject members:
                text.Append('{');
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    if (without?.Contains(name) == true) continue;
                    text.Append(JsonValue.Create(name).ToJsonString()).Append(':');
                    Append(text, value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                foreach (var item in items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            // A text by its letters, however they were escaped.
            case JsonValue value when value.TryGetValue<string>(out var said):
                text.Append(JsonValue.Create(said).ToJsonString());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}
