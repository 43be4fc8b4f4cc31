using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Definitions;
using OrderFlow.Persistence;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Definitions;

/// <summary>Lets the workflows that use a workflow as an activity use its published version, where its option "update consuming workflows" says so.</summary>
internal sealed class ReferenceUpdates(IDbContextFactory<OrderFlowDb> dbs, DefinitionStore store, CompiledVersions compiled)
{
    /// <summary>When a command has published.</summary>
    public Task AfterAsync(DefinitionResult result, string actor, CancellationToken cancel) =>
        result is DefinitionResult.Done { Version: { IsPublished: true } version } ? UpdateAsync(version.DefinitionId, actor, cancel) : Task.CompletedTask;

    public Task AfterPublishAsync(string definitionId, string actor, CancellationToken cancel) => UpdateAsync(definitionId, actor, cancel);

    /// <returns>Names of those that were changed. One that was published is published again, or waits for a second person and is not named; one that was a draft stays one.</returns>
    public async Task<List<string>> UpdateAsync(string definitionId, string actor, CancellationToken cancel)
    {
        if (await store.FindAsync(definitionId, VersionChoice.Published, cancel) is not { UsableAsActivity: true } published) return [];
        if (ElsaJson.Parse(published.Json)["options"]?["autoUpdateConsumingWorkflows"] is not JsonValue update || !update.TryGetValue<bool>(out var isOn) || !isOn) return [];
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var changed = new List<string>();
        foreach (var consumer in await Consumers.Latest(db, definitionId).OrderBy(d => d.Name).ToListAsync(cancel))
        {
            var document = ElsaJson.Parse(consumer.Json);
            if (!Replace(document, definitionId, published)) continue;
            // Somebody may have changed it since: then it is theirs, and the next publishing finds it.
            var save = new SaveDefinition { Document = document, DefinitionId = consumer.DefinitionId, Publish = consumer.IsPublished, Actor = actor, Seen = consumer.Revision };
            if (await store.SaveAsync(save, cancel) is not DefinitionResult.Done) continue;
            compiled.Forget(consumer.DefinitionId);
            changed.Add(consumer.Name);
        }

        return changed;
    }

    private static bool Replace(JsonNode? node, string definitionId, DefinitionVersion published)
    {
        switch (node)
        {
            case JsonArray items:
                return items.Aggregate(false, (changed, item) => Replace(item, definitionId, published) || changed);
            case JsonObject members:
                var inside = members.Aggregate(false, (changed, member) => Replace(member.Value, definitionId, published) || changed);
                if (members["workflowDefinitionId"] is not JsonValue id || id.ToString() != definitionId || members["workflowDefinitionVersionId"]?.ToString() == published.Id) return inside;
                members["workflowDefinitionVersionId"] = published.Id;
                members["latestAvailablePublishedVersionId"] = published.Id;
                members["latestAvailablePublishedVersion"] = published.Version;
                members["version"] = published.Version;
                return true;
            default:
                return false;
        }
    }
}
