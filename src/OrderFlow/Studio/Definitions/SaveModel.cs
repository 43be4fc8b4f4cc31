using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Studio.Definitions;

/// <summary>A definition as a designer posts it, made into what is kept.</summary>
internal static class SaveModel
{
    /// <summary>The revision of the text that the designer has before it; null: the client sends none.</summary>
    public static int? SeenRevision(JsonObject model) =>
        (model["customProperties"] as JsonObject)?[ElsaDefinition.Revision] is JsonValue value && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    /// <summary>Without what is not the definition's own. A new workflow has no lists yet, and perhaps no root.</summary>
    public static JsonObject Cleaned(JsonObject model)
    {
        var document = new JsonObject();
        foreach (var (name, value) in model)
            if (value is not null && name is not ("links" or "$schema")) document[name] = value.DeepClone();
        (document["customProperties"] as JsonObject)?.Remove(ElsaDefinition.Revision);
        if (document["root"] is null && document["activities"] is null)
            document["root"] = new JsonObject { ["id"] = Guid.NewGuid().ToString("n")[..16], ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1", ["activities"] = new JsonArray(), ["variables"] = new JsonArray() };
        return document;
    }

    /// <summary>Equal for two texts that Studio shows alike: what it completes, and nulls, do not count.</summary>
    public static byte[] HashOfMeaning(DefinitionVersion version, WorkflowTypes workflows)
    {
        var document = ElsaDefinition.Document(version, workflows);
        RemoveNulls(document);
        return DefinitionHash.Of(document);
    }

    /// <summary>A posted text in the place of the version that it may become.</summary>
    public static DefinitionVersion AsVersion(JsonObject document, DefinitionVersion before) => new()
    {
        Id = before.Id,
        DefinitionId = before.DefinitionId,
        Version = before.Version,
        Name = document["name"]?.ToString() ?? "",
        Description = document["description"]?.ToString(),
        ToolVersion = document["toolVersion"]?.ToString(),
        Json = document.ToJsonString(),
    };

    private static void RemoveNulls(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) RemoveNulls(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var name in members.Where(m => m.Value is null).Select(m => m.Key).ToList()) members.Remove(name);
            foreach (var (_, value) in members) RemoveNulls(value);
        }
    }

    /// <summary>
    /// The id of a new workflow: the same for the same text by the same person, so that a designer that asks again because the
    /// answer got lost does not make a second one.
    /// </summary>
    public static string IdOfNew(JsonObject document, string actor)
    {
        var text = Convert.ToHexString(DefinitionHash.Of(document)) + actor;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
