using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>Where a return leads.</summary>
/// <param name="Scope">The run of the flowchart or sequence that the activity stands in.</param>
internal sealed record ReturnTarget(ActivityExecution Scope, ActivityNode Node);

/// <summary>Which activities a task can be returned to: those that were passed and stand in what still runs around it.</summary>
internal static class ReturnTargets
{
    /// <param name="to">"Previous", "Initiator", or an activity by id or name.</param>
    public static Refused? Find(ActivityContext context, string to, out ReturnTarget? target)
    {
        var given = to.Trim();
        if (given.Equals(ReturnTask.Initiator, StringComparison.OrdinalIgnoreCase)) return Initiator(context, out target);
        var passed = Passed(context);
        if (given.Equals(ReturnTask.Previous, StringComparison.OrdinalIgnoreCase))
        {
            target = passed.FirstOrDefault();
            return target is null ? new Refused(Refusal.Invalid, $"No task was passed before '{context.Node.DisplayText}' that could be returned to.") : null;
        }

        target = passed.FirstOrDefault(t => t.Node.Definition.Id == given || t.Node.Definition.Name == given || t.Node.Key == given);
        return target is not null ? null : new Refused(
            Refusal.Invalid, $"'{context.Node.DisplayText}' cannot be returned to '{given}'. It can be to: {(passed.Count == 0 ? "nothing" : string.Join(", ", passed.Select(t => t.Node.DisplayText)))}.");
    }

    /// <summary>The tasks that were passed on the way to this one, the last first.</summary>
    public static List<ReturnTarget> Passed(ActivityContext context)
    {
        var targets = new List<ReturnTarget>();
        foreach (var closed in ApprovalHistory.Of(context.State).Closed.Where(c => !c.IsVoid).OrderByDescending(c => c.Number))
        {
            if (context.Run.Workflow.Find(closed.Activity) is not { } node || ScopeOf(context, node) is not { } scope) continue;
            if (new FlowOrder(context.Run, scope).IsBefore(node, context.Node.Key)) targets.Add(new ReturnTarget(scope, node));
        }

        return targets;
    }

    // It need not have been passed: whoever started it revises for the first time now.
    private static Refused? Initiator(ActivityContext context, out ReturnTarget? target)
    {
        target = null;
        if (ApprovalInputs.Text(context, "InitiatorStep") is not { } name)
            return new Refused(Refusal.Invalid, $"'{context.Node.DisplayText}' names no step of the initiator to return to: set InitiatorStep.");
        for (var scope = context.Run.Live(context.Execution.ParentId); scope is not null; scope = context.Run.Live(scope.ParentId))
        {
            if (context.Run.NodeOf(scope).Activities.FirstOrDefault(a => a.Definition.Id == name || a.Definition.Name == name) is not { } node) continue;
            target = Returns.Refuses(context.Run, scope, node) is null ? new ReturnTarget(scope, node) : null;
            break;
        }

        return target is not null ? null : new Refused(Refusal.Invalid, $"'{context.Node.DisplayText}' cannot be returned to '{name}', which is no activity of a flowchart or sequence around it.");
    }

    private static ActivityExecution? ScopeOf(ActivityContext context, ActivityNode node)
    {
        for (var scope = context.Run.Live(context.Execution.ParentId); scope is not null; scope = context.Run.Live(scope.ParentId))
            if (node.Parent is { } parent && parent.Key == scope.ActivityId) return Returns.Refuses(context.Run, scope, node) is null ? scope : null;
        return null;
    }
}
