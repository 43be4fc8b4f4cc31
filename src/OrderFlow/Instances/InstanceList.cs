using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Instances;

/// <summary>What people ask for of an instance's state.</summary>
public enum InstanceStage
{
    /// <summary>Not ended, nothing wrong.</summary>
    Running,

    /// <summary>Something failed and waits for somebody to mend it; or the whole instance failed.</summary>
    Incident,

    /// <summary>Stopped by an operator.</summary>
    Held,
    Finished,
    Cancelled,
}

/// <summary>Which instances; null members: all.</summary>
/// <param name="Search">The beginning of the business number, a part of the name, or the id.</param>
/// <param name="After">The last one of the page before; null: from the newest.</param>
internal sealed record InstanceListFilter(string? Search, string? DefinitionId, InstanceStage? Stage, Guid? After, int Take);

/// <summary>An instance in the list.</summary>
/// <param name="Number">The business number; null: none.</param>
/// <param name="Workflow">Name of its workflow, as its version has it.</param>
/// <param name="Waits">For whom and what, the longest first; empty: for nothing.</param>
public sealed record InstanceLine(
    Guid Id, string DefinitionId, string Workflow, int Version, InstanceStage Stage, string? Number, string? Name, int Incidents, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, IReadOnlyList<InstanceWait> Waits)
{
    /// <summary>What people call it: number and name, each once; else the beginning of its id.</summary>
    public string Title => (Given(Number), Given(Name)) switch
    {
        (null, null) => Id.ToString()[..8],
        (null, var name) => name,
        (var number, null) => number,
        var (number, name) => name.Contains(number, StringComparison.Ordinal) ? name : $"{number} {name}",
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <param name="HasMore">There are older ones.</param>
internal sealed record InstanceLines(IReadOnlyList<InstanceLine> Lines, bool HasMore);

/// <summary>Reads instances for people, the newest first, with what each waits for.</summary>
internal sealed class InstanceList(IDbContextFactory<OrderFlowDb> dbs)
{
    public async Task<InstanceLines> ReadAsync(InstanceListFilter filter, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = Among(db.Instances.AsNoTracking(), filter);
        var found = await rows.OrderByDescending(i => i.Id).Take(filter.Take + 1).Select(i => new
        {
            i.Id,
            i.DefinitionId,
            Workflow = db.Definitions.Where(d => d.Id == i.DefinitionVersionId).Select(d => d.Name).FirstOrDefault(),
            i.Version,
            i.Status,
            i.SubStatus,
            i.IsHeld,
            i.CorrelationId,
            i.Name,
            i.IncidentCount,
            i.CreatedAt,
            i.FinishedAt,
        }).ToListAsync(cancel);
        var shown = found.Take(filter.Take).ToList();
        var waits = await InstanceWaits.ReadAsync(db, shown.Where(i => i.Status == WorkflowStatus.Running).Select(i => i.Id).ToList(), cancel);
        return new InstanceLines(
            [.. shown.Select(i => new InstanceLine(
                i.Id, i.DefinitionId, i.Workflow ?? i.DefinitionId, i.Version, StageOf(i.Status, i.SubStatus, i.IsHeld, i.IncidentCount), i.CorrelationId, i.Name, i.IncidentCount, i.CreatedAt, i.FinishedAt, [.. waits[i.Id]]))],
            found.Count > filter.Take);
    }

    /// <summary>The line of one instance; null: there is none.</summary>
    public async Task<InstanceLine?> FindAsync(Guid id, CancellationToken cancel) =>
        (await ReadAsync(new InstanceListFilter(id.ToString(), null, null, null, 1), cancel)).Lines.SingleOrDefault();

    /// <summary>Workflows that a list can be narrowed to, by name.</summary>
    public async Task<IReadOnlyList<(string Id, string Name)>> WorkflowsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var found = await db.Definitions.Where(d => d.IsLatest).OrderBy(d => d.Name).Select(d => new { d.DefinitionId, d.Name }).ToListAsync(cancel);
        return found.ConvertAll(d => (d.DefinitionId, d.Name));
    }

    private static IQueryable<InstanceRow> Among(IQueryable<InstanceRow> rows, InstanceListFilter filter)
    {
        if (filter.DefinitionId is { } definition) rows = rows.Where(i => i.DefinitionId == definition);
        if (filter.After is { } last) rows = rows.Where(i => i.Id < last);
        if (Guid.TryParse(filter.Search, out var id)) rows = rows.Where(i => i.Id == id);
        else if (StoredText.CleanOrNull(filter.Search) is { Length: > 0 } search)
        {
            var pattern = search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
            rows = rows.Where(i => EF.Functions.ILike(i.CorrelationId!, pattern) || EF.Functions.ILike(i.Name!, "%" + pattern));
        }

        if (filter.Stage is not { } stage) return rows;
        return stage switch
        {
            InstanceStage.Running => rows.Where(i => i.Status == WorkflowStatus.Running && !i.IsHeld && i.IncidentCount == 0),
            InstanceStage.Incident => rows.Where(i => i.SubStatus == WorkflowSubStatus.Faulted || (i.Status == WorkflowStatus.Running && i.IncidentCount > 0)),
            InstanceStage.Held => rows.Where(i => i.Status == WorkflowStatus.Running && i.IsHeld),
            InstanceStage.Finished => rows.Where(i => i.SubStatus == WorkflowSubStatus.Finished),
            InstanceStage.Cancelled => rows.Where(i => i.SubStatus == WorkflowSubStatus.Cancelled),
        };
    }

    private static InstanceStage StageOf(WorkflowStatus status, WorkflowSubStatus sub, bool isHeld, int incidents)
    {
        if (sub == WorkflowSubStatus.Faulted) return InstanceStage.Incident;
        if (status == WorkflowStatus.Finished) return sub == WorkflowSubStatus.Cancelled ? InstanceStage.Cancelled : InstanceStage.Finished;
        return isHeld ? InstanceStage.Held : incidents > 0 ? InstanceStage.Incident : InstanceStage.Running;
    }
}
