using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Deadlines;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>What starts the published version of a definition from outside: rows to look events and paths up in, deadlines for those of time.</summary>
public sealed class PublishedTriggers(WorkflowEngine engine, TimeProvider clock)
{
    /// <summary>Removes those of the version published before and adds those of this one.</summary>
    public async Task ReplaceAsync(OrderFlowDb db, DefinitionVersion version, WorkflowDefinition definition, CancellationToken cancel)
    {
        await RemoveAsync(db, version.DefinitionId, cancel);
        var now = clock.GetUtcNow();
        foreach (var trigger in engine.Triggers(CompiledWorkflow.Compile(definition, KnownActivities.Registry), now))
        {
            foreach (var key in KeysOf(trigger))
                db.Triggers.Add(new TriggerRow { DefinitionId = version.DefinitionId, VersionId = version.Id, ActivityId = trigger.ActivityId, Kind = trigger.Kind, Key = StoredText.Key(key) });
            if (TriggerSchedule.Next(trigger.Kind, trigger.Key, null, now) is not { } due) continue;
            db.Deadlines.Add(new DeadlineRow
            {
                Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{version.Id} {trigger.ActivityId}")).AsSpan(0, 16)),
                Kind = DeadlineKind.Time,
                DueAt = due,
                DefinitionVersionId = version.Id,
                ActivityId = trigger.ActivityId,
            });
        }

        await db.SaveChangesAsync(cancel);
    }

    public async Task RemoveAsync(OrderFlowDb db, string definitionId, CancellationToken cancel)
    {
        var versions = db.Definitions.Where(d => d.DefinitionId == definitionId).Select(d => d.Id);
        await db.Deadlines.Where(d => d.DefinitionVersionId != null && versions.Contains(d.DefinitionVersionId)).ExecuteDeleteAsync(cancel);
        await db.Triggers.Where(t => t.DefinitionId == definitionId).ExecuteDeleteAsync(cancel);
    }

    // "GET,POST path" is looked up as "GET path" and as "POST path".
    private static IEnumerable<string> KeysOf(WorkflowTrigger trigger)
    {
        if (trigger.Kind != TriggerKind.HttpEndpoint) return [trigger.Key];
        var cut = trigger.Key.IndexOf(' ', StringComparison.Ordinal);
        return trigger.Key[..cut].Split(',').Distinct().Select(method => method + trigger.Key[cut..]);
    }
}
