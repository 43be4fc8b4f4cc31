using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>
/// A workflow used as an activity belongs to the version of its user: what that version names is what runs. A reference that
/// names no version gets the one that is published at this moment.
/// </summary>
internal static class PinnedReferences
{
    public static async Task<WorkflowDefinition> PinAsync(IDbContextFactory<OrderFlowDb> dbs, WorkflowDefinition definition, CancellationToken cancel)
    {
        var document = DefinitionWriter.Write(definition);
        var open = References(document).ToList();
        if (open.Count == 0) return definition;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var ids = open.Select(IdOf).Distinct().ToList();
        var published = await db.Definitions.Where(d => ids.Contains(d.DefinitionId) && d.IsPublished).ToDictionaryAsync(d => d.DefinitionId, d => d.Id, cancel);
        foreach (var reference in open)
            if (published.TryGetValue(IdOf(reference), out var version)) reference["workflowDefinitionVersionId"] = version;
        return DefinitionReader.Read(document, KnownActivities.Registry).Definition! with { Id = definition.Id, DefinitionId = definition.DefinitionId, Version = definition.Version };
    }

    private static IEnumerable<JsonObject> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => References(m.Value)).Concat(IsOpen(members) ? [members] : []),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    // ExecuteWorkflow and its like have an input of that name, which is an object.
    private static bool IsOpen(JsonObject activity) =>
        activity["type"] is JsonValue && IdOf(activity).Length > 0 && (activity["workflowDefinitionVersionId"] is not JsonValue version || version.ToString().Length == 0);

    private static string IdOf(JsonObject activity) => activity["workflowDefinitionId"] is JsonValue value && value.TryGetValue<string>(out var id) ? id : "";
}
