using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;

namespace OrderFlow.Engine.Execution;

/// <summary>What people do to approval tasks, open or just closed, and to what they started.</summary>
internal static class ApprovalStimuli
{
    public static ActOnTask Of(DecideTask decide) =>
        new(decide.TaskId, new CastDecision(decide.Outcome, decide.FormData) { Comment = decide.Comment }, decide.Roles) { Actor = decide.Actor };

    public static Refused? Act(BurstRun run, ActOnTask act)
    {
        var caller = CallerOf(act);
        if (run.State.Bookmarks.Find(b => b.Kind == BookmarkKind.Approval && b.Reference == act.TaskId) is not { } bookmark) return ClosedTasks.Act(run, act, caller);
        var execution = run.Live(bookmark.ExecutionId)!;
        Refused? refused = null;
        run.Attempt(execution, () => refused = ApprovalDoor.Act(run.Context(execution), bookmark, act.Command, caller));
        return refused;
    }

    public static Refused? Revoke(BurstRun run, RevokeWorkflow revoke)
    {
        var actor = revoke.Actor ?? throw new InvalidOperationException("Expected a revocation to name its actor.");
        if (!Entries.IsSame(run.State.Initiator, actor))
            return new Refused(Refusal.NotAllowed, $"Instance '{run.State.Id}' can be revoked by whoever started it, and that is not '{actor}'.");
        Interventions.Remark(run, "Revoked", revoke.Reason);
        run.End(WorkflowSubStatus.Cancelled);
        return null;
    }

    public static Refused? Mark(BurstRun run, MarkRevoked marked)
    {
        if (run.State.Status != WorkflowStatus.Finished) return new Refused(Refusal.Invalid, $"Instance '{run.State.Id}' runs: it is revoked by whoever started it, not by a round.");
        var workflow = new ActivityExecution { Id = 1, ActivityId = run.Workflow.Workflow.Key };
        run.Note(workflow, JournalEvent.Action, $"Revoked by '{marked.RoundId}'{(marked.Reason is null ? "" : $": {marked.Reason}")}", default);
        run.State.SubStatus = WorkflowSubStatus.Cancelled;
        return null;
    }

    private static Caller CallerOf(ActOnTask act) => new(act.Actor ?? throw new InvalidOperationException("Expected an action on a task to name its actor."), act.Roles)
    {
        OnBehalfOf = act.OnBehalfOf,
        OnBehalfRoles = act.OnBehalfRoles,
        IsAdministrator = act.IsAdministrator,
    };
}
