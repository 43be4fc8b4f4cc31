using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>Tells whether two texts are the same definition: order of members, white space and the server's own members do not count.</summary>
public static class DefinitionHash
{
    private static readonly HashSet<string> ServersOwn = ["id", "version", "isLatest", "isPublished", "createdAt", "links", "$schema"];

    /// <summary>SHA-256, 32 bytes.</summary>
    public static byte[] Of(WorkflowDefinition definition) => Of(definition.Source);

    /// <summary>SHA-256, 32 bytes.</summary>
    public static byte[] Of(JsonObject document)
    {
        var text = new StringBuilder();
        Append(text, document, isTop: true);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, JsonNode? node, bool isTop = false)
    {
        switch (node)
        {
            case JsonObject members:
                text.Append('{');
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    if (isTop && ServersOwn.Contains(name)) continue;
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
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}
