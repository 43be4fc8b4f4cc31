using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>A version of a workflow as Elsa's API answers it: its document, who it is, and what the caller may do.</summary>
internal static class ElsaDefinition
{
    /// <summary>
    /// Custom property in which the text's revision goes to the client. Studio sends custom properties back as they are, so that a save
    /// says on which text it stands. Never stored, never exported.
    /// </summary>
    public const string Revision = "orderFlowRevision";

    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];

    public static JsonObject Of(DefinitionVersion version, WorkflowTypes workflows, ClaimsPrincipal user)
    {
        var document = Document(version, workflows);
        document["links"] = JsonSerializer.SerializeToNode(DefinitionLinks.Of(version.DefinitionId, user), ElsaJson.Options);
        if (document["customProperties"] is JsonObject properties) properties[Revision] = version.Revision.ToString(CultureInfo.InvariantCulture);
        return document;
    }

    /// <summary>The document with Elsa's members: lists are lists, every activity has a type that the designer knows.</summary>
    public static JsonObject Document(DefinitionVersion version, WorkflowTypes workflows)
    {
        var stored = ElsaJson.Parse(version.Json);
        var document = new JsonObject
        {
            ["id"] = version.Id,
            ["definitionId"] = version.DefinitionId,
            ["name"] = version.Name,
            ["description"] = version.Description,
            ["createdAt"] = version.CreatedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            ["version"] = version.Version,
            ["toolVersion"] = ToolVersion(version.ToolVersion),
        };
        foreach (var list in Lists) document[list] = stored[list] is JsonArray items ? items.DeepClone() : new JsonArray();
        document["customProperties"] = stored["customProperties"] is JsonObject properties ? properties.DeepClone() : new JsonObject();
        document["isReadonly"] = false;
        document["isSystem"] = false;
        document["isLatest"] = version.IsLatest;
        document["isPublished"] = version.IsPublished;
        document["options"] = stored["options"] is JsonObject options ? options.DeepClone() : new JsonObject();
        document["options"]!["autoUpdateConsumingWorkflows"] ??= false;
        foreach (var (name, value) in stored)
            if (value is not null && !document.ContainsKey(name) && name is not ("$schema" or "links" or "root")) document[name] = value.DeepClone();
        document["root"] = new KnownTypes(workflows).Of(stored["root"]!.DeepClone(), "Workflow1");
        foreach (var name in document.Where(m => m.Value is null).Select(m => m.Key).ToList()) document.Remove(name);
        return document;
    }

    // Studio reads it as System.Version: what is none would break the page.
    private static string? ToolVersion(string? text) => System.Version.TryParse(text, out _) ? text : null;
}
