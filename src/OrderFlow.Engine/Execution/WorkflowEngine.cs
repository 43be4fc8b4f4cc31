using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>
/// Decides what a stimulus does to an instance. Pure: no clock, database, container, log or thread; the same definition, state,
/// stimulus and time give the same decision.
/// </summary>
public sealed class WorkflowEngine
{
    /// <summary>The type of the incident that a burst left whose state was too large. The instance itself is whole and goes on.</summary>
    internal const string StateLimit = "StateLimit";

    private readonly ExpressionEvaluator evaluator;

    public WorkflowEngine(EngineLimits limits)
    {
        Limits = limits;
        evaluator = new ExpressionEvaluator(limits);
    }

    public EngineLimits Limits { get; }

    /// <summary>The state of a new instance, before its <see cref="StartWorkflow"/>.</summary>
    public static InstanceState NewInstance(CompiledWorkflow workflow, Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        DefinitionId = workflow.Definition.DefinitionId ?? "",
        DefinitionVersionId = workflow.Definition.Id ?? "",
        DefinitionVersion = workflow.Definition.Version,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>One burst. <paramref name="state"/> is not changed.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="organisation">Who works under whom now; null: not known, so that only people and roles that are named can be found.</param>
    /// <exception cref="InvalidOperationException">A second start, or anything else before the first.</exception>
    public Decision Decide(CompiledWorkflow workflow, InstanceState state, Stimulus stimulus, DateTimeOffset now, Organisation? organisation = null)
    {
        if (state.Revision == 0 != stimulus is StartWorkflow)
            throw new InvalidOperationException($"Expected instance '{state.Id}' to be started exactly once and first, but at revision {state.Revision} came {stimulus.GetType().Name}.");
        if (Closed(state, stimulus) is { } closed) return closed;

        var run = Begin(workflow, state, stimulus, now, organisation);
        if (StimulusHandlers.Apply(run, stimulus) is { } refused) return refused;
        // What a limit has left in the queue rests while the instance is held, and while an operator prepares it for the retry.
        if (!run.State.IsHeld && stimulus is not ModifyVariables) run.Drain();
        // Whoever waited for it has heard of its end, which stays its end.
        if (stimulus is not MarkRevoked) Settlement.Settle(run);

        var stored = StateJson.Write(run.State);
        if (stored.Length <= Limits.StateBytes) return new Burst(run.State, run.Journal, run.Effects) { StoredState = stored };
        return TooLarge(workflow, state, stimulus, now, stored.Length);
    }

    /// <summary>The triggers of a workflow: what starts it from outside. Inputs are evaluated as for an instance that has not begun.</summary>
    /// <exception cref="ExpressionFailure">A trigger's input cannot be evaluated.</exception>
    public IReadOnlyList<WorkflowTrigger> Triggers(CompiledWorkflow workflow, DateTimeOffset now)
    {
        var run = Begin(workflow, NewInstance(workflow, Guid.Empty, now), new StartWorkflow(), now);
        var self = new ActivityExecution { Id = 1, ActivityId = workflow.Workflow.Key };
        VariableScopes.Open(run, self, workflow.Workflow);
        return
        [
            .. from node in workflow.Nodes
               where node.Definition.CanStartWorkflow
               let trigger = node.Type.Trigger(node, new ActivityContext(run, self, node).Input)
               where trigger is not null
               select trigger,
        ];
    }

    /// <summary>An approval task as a person sees it, with what he may do. Changes nothing. Null: there is no such task, or it has ended and is not the latest of its activity.</summary>
    /// <param name="now">UTC.</param>
    public TaskLook? LookAt(CompiledWorkflow workflow, InstanceState state, Guid taskId, Caller caller, DateTimeOffset now)
    {
        var run = Begin(workflow, state, new HoldWorkflow(null), now);
        if (run.State.Bookmarks.Find(b => b.Kind == BookmarkKind.Approval && b.Reference == taskId) is { } bookmark)
        {
            var context = run.Context(run.Live(bookmark.ExecutionId)!);
            var open = ApprovalStore.Load(context, bookmark);
            return new TaskLook(open, ApprovalDesk.AllowedActions(open, caller, now), [.. ReturnTargets.Passed(context).Select(t => (t.Node.Definition.Id, t.Node.DisplayText))]);
        }

        var history = ApprovalHistory.Of(run.State);
        if (history.Closed.FirstOrDefault(c => c.Approval.TaskId == taskId) is not { } closed) return null;
        var ended = closed.Approval with { Copies = history.Copies };
        var allowed = ApprovalDesk.AllowedActions(ended, caller, now).ToDictionary();
        allowed[ApprovalAction.TakeBack] = ClosedTasks.RefusesToReopen(run, history, closed, caller);
        return new TaskLook(ended, allowed, []);
    }

    private BurstRun Begin(CompiledWorkflow workflow, InstanceState state, Stimulus stimulus, DateTimeOffset now, Organisation? organisation = null)
    {
        var copy = StateCopy.Of(state);
        copy.Revision++;
        copy.UpdatedAt = now;
        return new BurstRun(workflow, copy, now, evaluator, Limits, stimulus.Actor) { Organisation = organisation ?? Organisation.None };
    }

    // The burst is thrown away as a whole: the instance stays as it was, with an incident that says why it did not move.
    private Burst TooLarge(CompiledWorkflow workflow, InstanceState state, Stimulus stimulus, DateTimeOffset now, int bytes)
    {
        var run = Begin(workflow, state, stimulus, now);
        var what = $"{stimulus.GetType().Name} was not applied";
        // What is tried again and again, as a deadline is, must not make the state grow too.
        if (!run.State.Incidents.Exists(i => i.Type == StateLimit && !i.IsResolved && i.Message.StartsWith(what, StringComparison.Ordinal)))
            run.AddIncident(workflow.Workflow.Key, 0, StateLimit, $"{what}: the state would take {bytes} bytes, the limit is {Limits.StateBytes}.", default);
        if (stimulus is StartWorkflow start)
        {
            (run.State.ParentInstanceId, run.State.ParentBookmarkId) = (start.ParentInstanceId, start.ParentBookmarkId);
            run.State.Status = WorkflowStatus.Finished;
            run.State.SubStatus = WorkflowSubStatus.Faulted;
            run.State.FinishedAt = now;
            Settlement.TellParent(run);
        }

        return new Burst(run.State, run.Journal, run.Effects) { StoredState = StateJson.Write(run.State) };
    }

    private static Refused? Closed(InstanceState state, Stimulus stimulus)
    {
        if (state.IsHeld && stimulus is not (ReleaseWorkflow or CancelWorkflow or ModifyVariables))
            return new Refused(Refusal.NotOpen, $"Expected instance '{state.Id}' to run, but it is held.");
        if (state.Status != WorkflowStatus.Finished) return null;
        if (state.SubStatus == WorkflowSubStatus.Finished && stimulus is MarkRevoked) return null;
        if (state.SubStatus == WorkflowSubStatus.Faulted && stimulus is RetryIncident or CancelWorkflow or CancelActivity or ModifyVariables) return null;
        return new Refused(Refusal.NotOpen, $"Expected instance '{state.Id}' to run, but it is {state.SubStatus}.");
    }
}
