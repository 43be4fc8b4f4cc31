using Microsoft.EntityFrameworkCore;
using OrderFlow.Instances;
using OrderFlow.Persistence;

namespace OrderFlow.Tasks;

/// <summary>Reads tasks.</summary>
internal sealed class TaskInbox(IDbContextFactory<OrderFlowDb> dbs)
{
    /// <summary>What waits for this person, the most urgent first; tasks without a deadline come last.</summary>
    /// <param name="after">The last one of the page before; null: from the first.</param>
    public async Task<Page<TaskView>> OpenForAsync(string user, IEnumerable<string> roles, Guid? after, int limit, CancellationToken cancel)
    {
        string[] assignees = [StoredText.Key("user:" + user), .. roles.Select(r => StoredText.Key("role:" + r))];
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var mine = db.TaskAssignees.Where(a => assignees.Contains(a.Assignee)).Select(a => a.TaskId);
        var tasks = db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && mine.Contains(t.Id));
        if (after is { } last && await db.Tasks.Where(t => t.Id == last).Select(t => new { t.DueAt }).SingleOrDefaultAsync(cancel) is { DueAt: var due })
            tasks = due is null
                ? tasks.Where(t => t.DueAt == null && t.Id > last)
                : tasks.Where(t => t.DueAt == null || t.DueAt > due || (t.DueAt == due && t.Id > last));
        var found = await tasks.OrderBy(t => t.DueAt == null).ThenBy(t => t.DueAt).ThenBy(t => t.Id).Take(limit + 1).ToListAsync(cancel);
        return new Page<TaskView>([.. found.Take(limit).Select(TaskView.Of)], found.Count > limit ? found[limit - 1].Id.ToString() : null);
    }

    /// <summary>Null: there is none.</summary>
    public async Task<TaskDetail?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel) is not { } row) return null;
        var decisions = await db.TaskDecisions.AsNoTracking().Where(d => d.TaskId == id).OrderBy(d => d.Revision).ToListAsync(cancel);
        return new TaskDetail(TaskView.Of(row), decisions.ConvertAll(DecisionView.Of));
    }
}
