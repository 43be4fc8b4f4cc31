using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>Where a workflow stands between draft and use.</summary>
public enum WorkflowStage
{
    /// <summary>Its newest version is in use.</summary>
    Published,

    /// <summary>A version is in use, and a newer draft waits.</summary>
    Changed,

    /// <summary>Nothing new can start: never published, or taken back.</summary>
    Draft,
}

/// <summary>Which workflows.</summary>
/// <param name="Search">In name, id or description, whatever the case; null: all.</param>
/// <param name="Stage">Null: all.</param>
/// <param name="Skip">How many of them the pages before have shown.</param>
/// <param name="IsWaiting">True: only those that wait for a second person to be published.</param>
internal sealed record WorkflowFilter(string? Search, WorkflowStage? Stage, int Skip, int Take, bool IsWaiting = false);

/// <summary>A workflow in the list.</summary>
/// <param name="Version">The newest.</param>
/// <param name="PublishedVersion">Null: none is in use.</param>
/// <param name="Running">Instances that have not ended, of all versions.</param>
/// <param name="ChangedBy">Display name; null: the system, from a file.</param>
/// <param name="AskedBy">Display name of who has asked to publish it and waits for a second person; null: nobody does.</param>
public sealed record WorkflowLine(
    string DefinitionId, string Name, string? Description, int Version, int? PublishedVersion, WorkflowStage Stage, int Running, DateTimeOffset ChangedAt, string? ChangedBy,
    string? AskedBy = null);

/// <param name="Total">Of all pages.</param>
internal sealed record WorkflowLines(IReadOnlyList<WorkflowLine> Lines, int Total);

/// <summary>Reads workflows for people: one line each, by name.</summary>
internal sealed class WorkflowList(IDbContextFactory<OrderFlowDb> dbs)
{
    public async Task<WorkflowLines> ReadAsync(WorkflowFilter filter, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var latest = db.Definitions.AsNoTracking().Where(d => d.IsLatest);
        if (StoredText.CleanOrNull(filter.Search) is { Length: > 0 } search)
        {
            var pattern = $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            latest = latest.Where(d => EF.Functions.ILike(d.Name, pattern) || EF.Functions.ILike(d.DefinitionId, pattern) || EF.Functions.ILike(d.Description ?? "", pattern));
        }

        if (filter.Stage is { } stage) latest = stage switch
        {
            WorkflowStage.Published => latest.Where(d => d.IsPublished),
            WorkflowStage.Changed => latest.Where(d => !d.IsPublished && db.Definitions.Any(o => o.DefinitionId == d.DefinitionId && o.IsPublished)),
            WorkflowStage.Draft => latest.Where(d => !db.Definitions.Any(o => o.DefinitionId == d.DefinitionId && o.IsPublished)),
        };
        var waiting = db.PublishRequests.Where(r => r.State == PublishRequestState.Pending);
        if (filter.IsWaiting) latest = latest.Where(d => waiting.Any(r => r.DefinitionId == d.DefinitionId));
        var total = await latest.CountAsync(cancel);
        var found = await latest.OrderBy(d => d.Name).ThenBy(d => d.DefinitionId).Skip(filter.Skip).Take(filter.Take).Select(d => new
        {
            d.DefinitionId,
            d.Name,
            d.Description,
            d.Version,
            Published = db.Definitions.Where(o => o.DefinitionId == d.DefinitionId && o.IsPublished).Select(o => (int?)o.Version).FirstOrDefault(),
            Running = db.Instances.Count(i => i.DefinitionId == d.DefinitionId && i.Status == WorkflowStatus.Running),
            At = d.ChangedAt,
            By = db.Users.Where(u => u.Name == d.ChangedBy).Select(u => u.DisplayName).FirstOrDefault() ?? d.ChangedBy,
            Asked = waiting.Where(r => r.DefinitionId == d.DefinitionId).Select(r => db.Users.Where(u => u.Name == r.AskedBy).Select(u => u.DisplayName).FirstOrDefault() ?? r.AskedBy).FirstOrDefault(),
        }).ToListAsync(cancel);
        return new WorkflowLines([.. found.Select(d => new WorkflowLine(d.DefinitionId, d.Name, d.Description, d.Version, d.Published, StageOf(d.Version, d.Published), d.Running, d.At, d.By, d.Asked))], total);
    }

    /// <summary>Display names of users; one who is not there keeps the name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PeopleAsync(IEnumerable<string?> names, CancellationToken cancel)
    {
        var wanted = names.OfType<string>().Distinct().ToList();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Users.Where(u => wanted.Contains(u.Name)).ToDictionaryAsync(u => u.Name, u => u.DisplayName, cancel);
    }

    private static WorkflowStage StageOf(int version, int? published) =>
        published is null ? WorkflowStage.Draft : published == version ? WorkflowStage.Published : WorkflowStage.Changed;
}
