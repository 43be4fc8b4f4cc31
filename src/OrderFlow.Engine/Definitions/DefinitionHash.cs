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
    public static byte[] Of(JsonObject document) => SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(document, ServersOwn)));
}
