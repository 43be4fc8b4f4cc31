using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>Everything that is wrong with a definition, seen together with the workflows that it uses.</summary>
public sealed class DefinitionChecks(IDbContextFactory<OrderFlowDb> dbs, WorkflowEngine engine, TimeProvider clock)
{
    public async Task<IReadOnlyList<Finding>> CheckAsync(WorkflowDefinition definition, CancellationToken cancel)
    {
        var known = new Dictionary<string, WorkflowDefinition?>(StringComparer.Ordinal);
        var versions = new Dictionary<string, WorkflowDefinition?>(StringComparer.Ordinal);
        while (true)
        {
            // The validator asks for what it meets; what is not loaded yet is loaded, and it looks again.
            var (missing, missingVersions) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
            var findings = DefinitionValidator.Validate(definition, KnownActivities.Registry, new ValidationContext
            {
                FindDefinition = id => Known(known, id, missing),
                FindVersion = id => Known(versions, id, missingVersions),
            });
            if (missing.Count + missingVersions.Count == 0) return findings.Any(f => f.Severity == Severity.Error) ? findings : [.. findings, .. TriggerChecks.Check(definition, engine, clock.GetUtcNow())];
            await LoadAsync(missing, known, missingVersions, versions, cancel);
        }
    }

    private static WorkflowDefinition? Known(Dictionary<string, WorkflowDefinition?> known, string id, HashSet<string> missing)
    {
        if (!known.TryGetValue(id, out var found)) missing.Add(id);
        return found;
    }

    private async Task LoadAsync(
        HashSet<string> ids, Dictionary<string, WorkflowDefinition?> known, HashSet<string> versionIds, Dictionary<string, WorkflowDefinition?> versions, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var found = await db.Definitions.AsNoTracking()
            .Where(d => (ids.Contains(d.DefinitionId) && (d.IsPublished || d.IsLatest)) || versionIds.Contains(d.Id)).ToListAsync(cancel);
        foreach (var id in ids)
        {
            var version = found.Where(v => v.DefinitionId == id && (v.IsPublished || v.IsLatest)).OrderByDescending(v => v.IsPublished).FirstOrDefault();
            known[id] = version is null ? null : DefinitionStore.Read(version);
        }

        foreach (var id in versionIds) versions[id] = found.Find(v => v.Id == id) is { } version ? DefinitionStore.Read(version) : null;
    }
}
