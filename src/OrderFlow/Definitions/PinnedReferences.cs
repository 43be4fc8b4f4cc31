using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>
/// A workflow used as an activity belongs to the version of its user: what that version names is what runs. A reference that
/// names no version, or one that is not here (the file comes from another server), gets the one that is published at this moment.
/// </summary>
internal static class PinnedReferences
{
    public static async Task<WorkflowDefinition> PinAsync(IDbContextFactory<OrderFlowDb> dbs, WorkflowDefinition definition, CancellationToken cancel)
    {
        var restored = DefinitionWriter.WithRestored(definition, KnownActivities.Registry);
        var document = restored ?? DefinitionWriter.Write(definition);
        var references = References(document).ToList();
        if (references.Count > 0) await PinAsync(dbs, references, cancel);
        else if (restored is null) return definition;
        return DefinitionReader.Read(document, KnownActivities.Registry).Definition! with { Id = definition.Id, DefinitionId = definition.DefinitionId, Version = definition.Version };
    }

    private static async Task PinAsync(IDbContextFactory<OrderFlowDb> dbs, List<JsonObject> references, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var named = references.Select(VersionOf).Distinct().ToList();
        var here = await db.Definitions.Where(d => named.Contains(d.Id)).Select(d => d.Id).ToListAsync(cancel);
        var open = references.Where(r => !here.Contains(VersionOf(r))).ToList();
        var ids = open.Select(IdOf).Distinct().ToList();
        var published = await db.Definitions.Where(d => ids.Contains(d.DefinitionId) && d.IsPublished).ToDictionaryAsync(d => d.DefinitionId, d => d.Id, cancel);
        foreach (var reference in open)
            if (published.TryGetValue(IdOf(reference), out var version)) reference["workflowDefinitionVersionId"] = version;
    }

    private static IEnumerable<JsonObject> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => References(m.Value)).Concat(IsReference(members) ? [members] : []),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    // ExecuteWorkflow and its like have an input of that name, which is an object or, written short, text.
    private static bool IsReference(JsonObject activity) =>
        activity["type"] is JsonValue type && type.TryGetValue<string>(out var name) && KnownActivities.Registry.Describe(name) is null && IdOf(activity).Length > 0;

    private static string IdOf(JsonObject activity) => Text(activity, "workflowDefinitionId");

    private static string VersionOf(JsonObject activity) => Text(activity, "workflowDefinitionVersionId");

    private static string Text(JsonObject activity, string member) => activity[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
