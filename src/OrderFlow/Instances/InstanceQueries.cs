using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using OrderFlow.Tasks;

namespace OrderFlow.Instances;

/// <summary>Which instances; null members: all.</summary>
internal sealed record InstanceFilter(WorkflowStatus? Status, WorkflowSubStatus? SubStatus, string? DefinitionId, string? CorrelationId, bool? HasIncidents);

/// <summary>Reads instances.</summary>
internal sealed class InstanceQueries(IDbContextFactory<OrderFlowDb> dbs, CompiledVersions versions)
{
    /// <param name="after">The last one of the page before; null: from the newest.</param>
    public async Task<Page<InstanceSummary>> ListAsync(InstanceFilter filter, Guid? after, int limit, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = db.Instances.AsNoTracking();
        if (filter.Status is { } status) rows = rows.Where(i => i.Status == status);
        if (filter.SubStatus is { } sub) rows = rows.Where(i => i.SubStatus == sub);
        if (filter.DefinitionId is { } definition) rows = rows.Where(i => i.DefinitionId == definition);
        if (StoredText.KeyOrNull(filter.CorrelationId) is { } correlation) rows = rows.Where(i => i.CorrelationId == correlation);
        if (filter.HasIncidents is { } has) rows = rows.Where(i => i.IncidentCount > 0 == has);
        if (after is { } last) rows = rows.Where(i => i.Id < last);
        var found = await rows.OrderByDescending(i => i.Id).Take(limit + 1).Select(i => new InstanceSummary(
            i.Id, i.DefinitionId, i.DefinitionVersionId, i.Version, i.Status, i.SubStatus, i.IsHeld, i.CorrelationId, i.Name, i.ParentInstanceId,
            i.Revision, i.IncidentCount, i.CreatedAt, i.UpdatedAt, i.FinishedAt)).ToListAsync(cancel);
        return new Page<InstanceSummary>([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id.ToString() : null);
    }

    /// <summary>Null: there is none.</summary>
    public async Task<InstanceView?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Instances.AsNoTracking().Where(i => i.Id == id).Select(i => i.State).SingleOrDefaultAsync(cancel) is not { } stored) return null;
        var state = StateJson.ReadState(PackedJson.Unpack(stored));
        var workflow = (await versions.ByIdAsync(state.DefinitionVersionId, cancel))?.Workflow.Definition;
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.InstanceId == id && t.State == TaskState.Open).OrderBy(t => t.Id).ToListAsync(cancel);
        return new InstanceView(
            InstanceSummary.Of(state),
            state.Input,
            state.Output,
            VariablesOf(state, workflow),
            [.. state.Executions.Select(e => new ActivityView(e.Id, e.ParentId, e.ActivityId, e.Status, e.StartedAt))],
            [.. state.Bookmarks.Select(b => new BookmarkView(b.Id, b.ActivityId, b.Kind, b.Key, b.Reference, b.CreatedAt))],
            [.. state.Incidents.Select(i => new IncidentView(i.Id, i.ActivityId, i.Type, i.Message, Given(i.Values), i.At, i.IsResolved))],
            tasks.ConvertAll(TaskView.Of),
            [.. state.Deadlines.OrderBy(d => d.DueAt).Select(d => new DeadlineView(d.Id, id, state.DefinitionId, d.Kind, d.DueAt))]);
    }

    /// <summary>The entries of whole bursts, at most <paramref name="limit"/> bursts. Null: there is no such instance.</summary>
    /// <param name="after">The last burst of the page before; 0: from the first.</param>
    public async Task<Page<JournalView>?> JournalAsync(Guid id, int after, int limit, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (!await db.Instances.AnyAsync(i => i.Id == id, cancel)) return null;
        var rows = await db.Journal.AsNoTracking().Where(j => j.InstanceId == id && j.Burst > after).OrderBy(j => j.Burst).Take(limit + 1).ToListAsync(cancel);
        var entries = rows.Take(limit).SelectMany(r => StateJson.ReadJournal(PackedJson.Unpack(r.Entries)).Select(e => new JournalView(
            r.Burst, e.Sequence, e.At, e.ActivityId, e.ExecutionId, e.ParentExecutionId, e.Event, e.Message, e.Actor, Given(e.Data))));
        return new Page<JournalView>([.. entries], rows.Count > limit ? $"{rows[limit - 1].Burst}" : null);
    }

    // The state knows variables by their ids.
    private static Dictionary<string, JsonElement> VariablesOf(InstanceState state, WorkflowDefinition? workflow)
    {
        var values = state.Executions.Find(e => e.ParentId == 0)?.Variables ?? state.LastVariables ?? [];
        var names = workflow?.Variables.ToDictionary(v => v.Id, v => v.Name) ?? [];
        return values.GroupBy(v => names.GetValueOrDefault(v.Key, v.Key)).ToDictionary(v => v.Key, v => v.First().Value);
    }

    private static JsonElement? Given(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : value;
}
