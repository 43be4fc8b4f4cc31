using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Execution;

/// <summary>The end of a burst: which status the instance has, and whether everything in it waits for something.</summary>
internal static class Settlement
{
    public static void Settle(BurstRun run)
    {
        var state = run.State;
        if (state.Status == WorkflowStatus.Finished && state.SubStatus != WorkflowSubStatus.Faulted)
        {
            TellParent(run);
            return;
        }

        ReportStuck(run);
        if (state.Incidents.Exists(i => !i.IsResolved && i.Type != WorkflowEngine.StateLimit) && run.Workflow.Definition.Options.Incidents == IncidentStrategy.Fault)
        {
            var isNew = state.SubStatus != WorkflowSubStatus.Faulted;
            state.Status = WorkflowStatus.Finished;
            state.SubStatus = WorkflowSubStatus.Faulted;
            state.FinishedAt ??= run.Now;
            if (isNew) TellParent(run);
            return;
        }

        if (state.SubStatus == WorkflowSubStatus.Faulted) Rearm(run);
        state.Status = WorkflowStatus.Running;
        state.SubStatus = WorkflowSubStatus.Suspended;
        state.FinishedAt = null;
        if (state.ParentWaitsUntilIdle) TellParent(run);
    }

    /// <summary>Asks for the deadlines again: those that came while the instance was held or faulted were refused.</summary>
    public static void Rearm(BurstRun run)
    {
        foreach (var deadline in run.State.Deadlines)
            run.Effects.Add(new SetDeadline(deadline.Id, deadline.BookmarkId, deadline.Kind, deadline.DueAt));
    }

    // Every leaf must wait for something, or have failed. One that does not would hang unseen for ever.
    private static void ReportStuck(BurstRun run)
    {
        foreach (var execution in run.State.Executions)
        {
            if (execution.Status == ExecutionStatus.Faulted) continue;
            if (run.State.Bookmarks.Exists(b => b.ExecutionId == execution.Id)) continue;
            if (run.State.Scheduled.Exists(s => s.OwnerId == execution.Id || s.ExecutionId == execution.Id) || run.ChildrenOf(execution).Any()) continue;
            if (run.State.Incidents.Exists(i => i.ExecutionId == execution.Id && !i.IsResolved)) continue;
            run.AddIncident(execution.ActivityId, execution.Id, "Stuck", $"'{run.NodeOf(execution).DisplayText}' neither ended nor waits for anything.", default);
        }
    }

    /// <summary>Whoever waits for the instance hears how it ended.</summary>
    public static void TellParent(BurstRun run)
    {
        var state = run.State;
        if (state is { ParentInstanceId: { } parent, ParentBookmarkId: { } bookmark })
        {
            run.Effects.Add(new NotifyParent(parent, bookmark, state.SubStatus, state.Output));
            // Told once: its end is no longer waited for.
            if (state.ParentWaitsUntilIdle) (state.ParentBookmarkId, state.ParentWaitsUntilIdle) = (null, false);
        }
    }
}
