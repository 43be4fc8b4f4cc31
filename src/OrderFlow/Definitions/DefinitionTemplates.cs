using System.Text.Json.Nodes;

namespace OrderFlow.Definitions;

/// <summary>Small workflows to begin with, which belong to the product.</summary>
internal static class DefinitionTemplates
{
    /// <summary>Their ids, the simplest first.</summary>
    public static IReadOnlyList<string> All { get; } = ["single-approval", "two-approvals", "countersign", "notice-and-event", "scheduled-reminder"];

    /// <summary>A document of one's own, with ids that no other workflow has; null: there is no such template.</summary>
    public static JsonObject? Read(string id)
    {
        if (!All.Contains(id)) return null;
        using var file = typeof(DefinitionTemplates).Assembly.GetManifestResourceStream($"OrderFlow.Definitions.Templates.{id}.json")
            ?? throw new InvalidOperationException($"Expected the template '{id}' to be in the program, but it is not.");
        var document = JsonNode.Parse(file)!.AsObject();
        Renew(document["root"]!.AsObject());
        return document;
    }

    // Names stay: by them activities are spoken of in scripts, and a return finds its target.
    private static void Renew(JsonObject flowchart)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var activity in flowchart["activities"]!.AsArray().Select(a => a!.AsObject()).Append(flowchart))
            activity["id"] = ids[activity["id"]!.ToString()] = Guid.NewGuid().ToString("n")[..16];
        foreach (var end in flowchart["connections"]!.AsArray().SelectMany(c => new[] { c!["source"]!, c["target"]! }))
            end["activity"] = ids[end["activity"]!.ToString()];
    }
}
