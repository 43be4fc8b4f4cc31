using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>What holds after every burst of whatever definition.</summary>
internal sealed class Invariants
{
    private readonly EffectSum effects = new();
    private readonly HashSet<int> ended = [];
    private int sequence;

    /// <summary>The same input gives the same output, to the byte.</summary>
    public static void IsRepeatable(Burst one, Burst other)
    {
        if (!one.StoredState.AsSpan().SequenceEqual(other.StoredState)) throw new Differs("decided twice, the states differ");
        if (!StateJson.Write(one.Journal).AsSpan().SequenceEqual(StateJson.Write(other.Journal))) throw new Differs("decided twice, the journals differ");
        if (!one.Effects.Select(Text).SequenceEqual(other.Effects.Select(Text))) throw new Differs("decided twice, the effects differ");
    }

    public void Check(string what, InstanceState state, Burst burst)
    {
        void Must(bool holds, string promise)
        {
            if (!holds) throw new Differs($"{what}: {promise}");
        }

        Must(StateJson.Write(state).AsSpan().SequenceEqual(burst.StoredState), "the state comes back from JSON as it was");
        Must(state.Scheduled.Count == 0 == !state.Incidents.Exists(i => i is { Type: "BurstLimit", IsResolved: false }), "what stays in the queue is an incident");
        Must(state.Executions.Count == state.Executions.Select(e => e.Id).Distinct().Count(), "a run is there once");
        foreach (var bookmark in state.Bookmarks)
            Must(state.Executions.Exists(e => e.Id == bookmark.ExecutionId && e.Status == ExecutionStatus.Running), $"bookmark {bookmark.Id} belongs to a run that is open");
        foreach (var deadline in state.Deadlines)
            Must(state.Bookmarks.Exists(b => b.Id == deadline.BookmarkId), $"deadline {deadline.Id} belongs to a bookmark");
        foreach (var execution in state.Executions)
        {
            Must(execution.ParentId == 0 || state.Executions.Exists(e => e.Id == execution.ParentId), $"run {execution.Id} has an owner that is open");
            Must(
                state.Executions.Exists(e => e.ParentId == execution.Id) || state.Bookmarks.Exists(b => b.ExecutionId == execution.Id)
                || state.Incidents.Exists(i => i.ExecutionId == execution.Id && !i.IsResolved)
                || state.Scheduled.Exists(s => s.OwnerId == execution.Id || s.ExecutionId == execution.Id),
                $"run {execution.Id} of '{execution.ActivityId}' waits for something");
        }

        foreach (var incident in state.Incidents)
        {
            Must(incident.Type is "ExpressionFailure" or "Join" or "Return" or "BurstLimit", $"an incident has a known cause, not {incident.Type}: {incident.Message}");
            Must(incident.IsResolved || incident.Type == "BurstLimit" || state.Executions.Exists(e => e.Id == incident.ExecutionId), $"incident {incident.Id} is about a run that is open");
        }

        if (state is { Status: WorkflowStatus.Finished, SubStatus: not WorkflowSubStatus.Faulted })
            Must(state.Executions.Count == 0 && state.Bookmarks.Count == 0 && state.Deadlines.Count == 0, "what is over has nothing open");
        else
            Must(state.Bookmarks.Count > 0 || state.Incidents.Exists(i => !i.IsResolved), "what is not over waits for something");
        Journal(burst, Must, state);
        effects.Add(burst.Effects, state, Must);
    }

    private void Journal(Burst burst, Action<bool, string> must, InstanceState state)
    {
        foreach (var entry in burst.Journal)
        {
            must(entry.Sequence == ++sequence, "the journal counts on without a gap");
            must(!ended.Contains(entry.ExecutionId), $"run {entry.ExecutionId} of '{entry.ActivityId}' notes {entry.Event} after its end");
            if (entry.Event is JournalEvent.Completed or JournalEvent.Canceled) ended.Add(entry.ExecutionId);
        }

        must(!state.Executions.Exists(e => ended.Contains(e.Id)), "what has ended is not open");
        must(state.LastExecutionId == ended.Count + state.Executions.Count, "every run is open or has ended");
    }

    private static string Text(Effect effect) => effect is OpenTask open ? $"{open.TaskId} {open.BookmarkId} {open.ActivityId} {open.Content.DueAt:O} {string.Join(",", open.Content.Assignees)}"
        : effect is ChangeAssignees change ? $"{change.TaskId} {string.Join(",", change.Assignees)}"
        : effect is ChangeSeats seats ? $"{seats.TaskId} {string.Join(",", seats.Waiting)} {string.Join(",", seats.Concerned)} {seats.DueAt:O}"
        : effect is RecordDecision decision ? $"{decision.TaskId} {decision.Actor} {decision.Outcome} {string.Join(",", decision.Seats)}"
        : effect is NotifyTask notice ? $"{notice.Id} {notice.TaskId} {notice.Kind} {string.Join(",", notice.Recipients)}"
        : effect.ToString();
}
