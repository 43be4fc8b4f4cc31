using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Approvals.Actions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>What people can still do to a task that has ended, while its instance runs.</summary>
internal static class ClosedTasks
{
    public static Refused? Act(BurstRun run, ActOnTask act, Caller caller)
    {
        var history = ApprovalHistory.Of(run.State);
        var closed = history.Closed.FirstOrDefault(c => c.Approval.TaskId == act.TaskId);
        if (closed is null || act.Command is not (TakeBack or AddComment or SendCopy or MarkRead))
            return new Refused(Refusal.NotOpen, $"Expected task '{act.TaskId}' to be open, but it is not.");
        return act.Command is TakeBack ? Reopen(run, history, closed, act.Command, caller) : Tell(run, history, closed, act.Command, caller);
    }

    private static Refused? Tell(BurstRun run, ApprovalHistory history, ClosedApproval closed, ApprovalCommand command, Caller caller)
    {
        var workflow = run.State.Executions.Find(e => e.ParentId == 0)!;
        var before = closed.Approval with { Copies = history.Copies };
        var answer = ApprovalDesk.Decide(before, command, caller, run.Now);
        if (answer is ApprovalRefused refused) return refused.Refused;
        var change = (ApprovalChange)answer;
        (history with { Copies = change.Approval.Copies }).Store(run.State);
        ApprovalEffects.Do(run.Context(workflow), before, change.Approval, change.Effects, command);
        return null;
    }

    /// <summary>Why a person cannot take back what he decided on an ended task; null: he can.</summary>
    public static Refused? RefusesToReopen(BurstRun run, ApprovalHistory history, ClosedApproval closed, Caller caller)
    {
        var (approval, name) = (closed.Approval, closed.Approval.Name);
        var mine = Mine(approval, caller);
        if (mine.Count == 0) return new Refused(Refusal.NotAllowed, $"'{caller.Person}' has decided and delegated nothing of '{name}' that could be taken back.");
        if (approval.Seats.FirstOrDefault(s => s is { State: SeatState.Decided, Decision: { } d } && !mine.Contains(d) && d.Number > mine[0].Number) is { } later)
            return new Refused(Refusal.NotOpen, $"'{name}' went on after the decision: {later.Decision!.By} has decided since.");
        if (Place(run, closed) is not var (owner, node)) return new Refused(Refusal.NotOpen, $"The flow has left '{name}': nothing can be taken back there.");
        if (Returns.Refuses(run, owner, node) is { } never) return never;
        var order = new FlowOrder(run, owner);
        if (ActedOn(run, history, closed, order, node) is { } acted) return new Refused(Refusal.NotOpen, $"'{name}' went on after the decision: '{acted}' has been acted on since.");
        // Where the flow went back, or ended in its branch, there is no next one that has not acted.
        var wentBack = order.Live().Any(l => l.Run > closed.LastExecution && (l.Node == node || order.IsBefore(l.Node, closed.Activity)));
        return wentBack || !order.HasTokenAfter(node) ? new Refused(Refusal.NotOpen, $"The flow has left '{name}': nothing can be taken back there.") : null;
    }

    private static Refused? Reopen(BurstRun run, ApprovalHistory history, ClosedApproval closed, ApprovalCommand command, Caller caller)
    {
        if (RefusesToReopen(run, history, closed, caller) is { } refused) return refused;
        var (owner, node) = Place(run, closed)!.Value;
        var mine = Mine(closed.Approval, caller);
        var before = TakingBack.Without(closed.Approval, mine.Contains) with { Result = null };
        (history with { Closed = [.. history.Closed.Where(c => c != closed)] }).Reopening(closed.Activity, before).Store(run.State);
        var who = caller.OnBehalfOf is null ? caller.Name : $"{caller.Name} for {caller.OnBehalfOf}";
        var message = $"Took back {mine[0].Outcome} of '{closed.Approval.Name}'{(string.IsNullOrWhiteSpace(command.Comment) ? "" : $": {command.Comment}")}";
        var taken = new ActionTaken(ApprovalAction.TakeBack, message, caller.Name, caller.OnBehalfOf, command.Comment, [], [], [], [Entries.User(caller.Person)]);
        run.Note(run.State.Executions.Find(e => e.ParentId == 0)!, JournalEvent.Action, taken.Message, ApprovalEffects.Data(taken));
        run.Effects.Add(new RecordAction(run.NewId(), closed.Approval.TaskId, taken));
        Returns.To(run, owner, node, $"{who} took the decision back", null);
        return null;
    }

    private static List<SeatDecision> Mine(Approval approval, Caller caller) =>
        [.. approval.Seats.Where(s => s.State == SeatState.Decided).Select(s => s.Decision!).Where(d => TakingBack.IsOf(d, caller.Person)).OrderBy(d => d.Number)];

    // The one run of the container around it; null: the flow has left it.
    private static (ActivityExecution Owner, ActivityNode Node)? Place(BurstRun run, ClosedApproval closed) =>
        !closed.IsVoid && run.Workflow.Find(closed.Activity) is { Parent: { } parent } node && run.State.Executions.FindAll(e => e.ActivityId == parent.Key) is [var owner] ? (owner, node) : null;

    // What comes after and has been touched by a person; null: nothing.
    private static string? ActedOn(BurstRun run, ApprovalHistory history, ClosedApproval closed, FlowOrder order, ActivityNode node)
    {
        bool Concerns(string activity) => order.IsFrom(node, activity) || (run.Workflow.Find(activity) is { } other && other.Parent == node.Parent && order.IsBefore(other, closed.Activity));
        if (history.Closed.FirstOrDefault(c => c.Number > closed.Number && c.Activity != closed.Activity && Concerns(c.Activity)) is { } ended) return ended.Approval.Name;
        var open = run.State.Executions.Where(e => order.IsFrom(node, e.ActivityId)).Select(ApprovalStore.Peek).OfType<Approval>();
        return open.FirstOrDefault(a => a.Seats.Any(s => s.Decision is not null || s.ClaimedBy is not null || s.Delegation is not null || s.Trail.Count > 0) || a.Inquiries.Count > 0)?.Name;
    }
}
