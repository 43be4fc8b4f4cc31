using OrderFlow.Engine.Execution;

namespace OrderFlow.Studio.Instances;

/// <summary>Folds a journal into runs. What still lives is as the state says; what has ended is only in the journal.</summary>
internal static class ActivityRuns
{
    /// <summary>In the order in which they began.</summary>
    /// <param name="journal">In order; the oldest part may be gone.</param>
    public static IReadOnlyList<ActivityRun> Of(InstanceState state, IEnumerable<JournalEntry> journal)
    {
        var runs = new SortedDictionary<int, ActivityRun>();
        foreach (var live in state.Executions) runs[live.Id] = Live(state, live);
        foreach (var entry in journal)
        {
            if (!runs.TryGetValue(entry.ExecutionId, out var run)) runs[entry.ExecutionId] = run = Ended(entry);
            Add(run, entry);
        }

        foreach (var run in runs.Values)
        {
            if (run.ScheduledBy == 0) run.ScheduledBy = run.ParentId;
            run.Depth = runs.TryGetValue(run.ScheduledBy, out var by) && by.Id < run.Id ? by.Depth + 1 : run.ParentId == 0 ? 0 : 1;
        }

        // Children after parents, so from the last to the first.
        foreach (var run in runs.Values.Reverse())
            if (run.Faults > 0 && runs.TryGetValue(run.ParentId, out var owner) && owner.Id < run.Id) owner.Faults += run.Faults;
        return [.. runs.Values];
    }

    private static ActivityRun Live(InstanceState state, ActivityExecution live) => new()
    {
        Id = live.Id,
        ParentId = live.ParentId,
        ScheduledBy = live.ScheduledBy,
        ActivityKey = live.ActivityId,
        StartedAt = live.StartedAt,
        Status = live.Status == ExecutionStatus.Faulted ? RunStatus.Faulted : RunStatus.Running,
        HasBookmarks = state.Bookmarks.Exists(b => b.ExecutionId == live.Id),
        Notes = live.Data,
        Variables = live.Variables,
    };

    // Until an end is found: one that the journal does not tell was taken away with its owner.
    private static ActivityRun Ended(JournalEntry first) => new()
    {
        Id = first.ExecutionId,
        ParentId = first.ParentExecutionId,
        ActivityKey = first.ActivityId,
        StartedAt = first.At,
        Status = RunStatus.Canceled,
    };

    private static void Add(ActivityRun run, JournalEntry entry)
    {
        switch (entry.Event)
        {
            case JournalEvent.Started:
                run.ScheduledBy = entry.ScheduledBy;
                run.Inputs = entry.Data;
                run.Fault = null;
                break;
            case JournalEvent.Faulted:
                run.Faults++;
                run.Fault = entry.Message;
                break;
            case JournalEvent.Completed:
                (run.Status, run.EndedAt, run.Result, run.Fault) = (RunStatus.Completed, entry.At, entry.Data, null);
                break;
            case JournalEvent.Canceled:
                (run.Status, run.EndedAt) = (RunStatus.Canceled, entry.At);
                break;
            case JournalEvent.Suspended or JournalEvent.Resumed or JournalEvent.Note or JournalEvent.Action:
                break;
        }
    }
}
