using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Execution;

/// <summary>Going back to an earlier activity.</summary>
internal static class Returns
{
    /// <summary>
    /// Goes back to an activity of a running container. Exactly the tokens that this makes obsolete are given up, for the flow
    /// will come by there again (<see cref="FlowTokens.GiveUpFrom"/>); branches beside it go on. The journal says which were given up.
    /// </summary>
    /// <param name="mover">Key of the activity whose branch goes back; null: no branch does, a person decided it.</param>
    public static void To(BurstRun run, ActivityExecution owner, ActivityNode target, string? reason, string? mover)
    {
        var context = run.Context(owner);
        switch (context.Node.Type)
        {
            case Flowchart:
                var withdrawn = Flowchart.Return(context, target, mover);
                var names = string.Join(", ", withdrawn.Select(n => $"'{n.DisplayText}'").Distinct());
                run.Note(owner, JournalEvent.Action, $"Returned to '{target.DisplayText}'{(reason is null ? "" : $": {reason}")}; withdrawn: {(names.Length == 0 ? "nothing" : names)}", default);
                break;
            case Sequence:
                Sequence.Return(context, target);
                run.Note(owner, JournalEvent.Action, $"Returned to '{target.DisplayText}'{(reason is null ? "" : $": {reason}")}", default);
                break;
            default:
                throw new InvalidOperationException($"Expected a flowchart or a sequence, but '{context.Node.DisplayText}' is a {context.Node.Definition.Type}.");
        }
    }

    /// <summary>
    /// Leaves an activity and its branch of a container around it, and goes back there to another activity. Also from beside that
    /// activity it is this token that goes there, with everything in the branch that it stands in.
    /// </summary>
    public static void Leave(ActivityContext context, ActivityExecution scope, ActivityNode target, string? reason)
    {
        var run = context.Run;
        var branch = context.Execution;
        while (branch.ParentId != scope.Id) branch = run.Live(branch.ParentId)!;
        run.Note(context.Execution, JournalEvent.Completed, null, default);
        run.Forget(context.Execution);
        run.Cancel(branch);
        To(run, scope, target, reason, branch.ActivityId);
    }

    /// <summary>Why a container cannot be gone back in; null: it can.</summary>
    public static Refused? Refuses(BurstRun run, ActivityExecution owner, ActivityNode target) => run.NodeOf(owner) is { Type: not (Flowchart or Sequence) } node
        ? new Refused(Refusal.Invalid, $"'{target.DisplayText}' stands in '{node.DisplayText}': only flowcharts and sequences can be gone back in.")
        : null;
}
