using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>What a person does to an open task. A refusal leaves everything as it was.</summary>
internal static class ApprovalDoor
{
    public static Refused? Act(ActivityContext context, Bookmark bookmark, ApprovalCommand command, Caller caller)
    {
        var approval = ApprovalStore.Load(context, bookmark);
        ReturnTarget? target = null;
        Refused? nowhere = null;
        if (command is ReturnTask back)
        {
            nowhere = ReturnTargets.Find(context, back.To, out target);
            if (target is not null) command = back with { To = target.Node.DisplayText };
        }

        // Who may not do it at all hears that first, and nothing of where it could go.
        var answer = ApprovalDesk.Decide(approval, command, caller, context.Now);
        if (answer is ApprovalRefused refused) return refused.Refused;
        var change = (ApprovalChange)answer;
        if (nowhere is not null) return nowhere;
        if (command is CastDecision { Choices: { } choices } && Choose(context, choices) is { } unknown) return unknown;

        ApprovalStore.Store(context, change.Approval);
        ApprovalEffects.Do(context, approval, change.Approval, change.Effects, command);
        if (change.Approval.IsOpen) return null;
        var form = change.Effects.OfType<DecisionCast>().FirstOrDefault()?.FormData ?? default;
        if (target is not null) ApprovalEnd.Return(context, bookmark, change.Approval, target, change.Effects.OfType<FlowReturned>().First().After);
        else ApprovalEnd.Close(context, bookmark, change.Approval, form, change.Effects);
        return null;
    }

    private static Refused? Choose(ActivityContext context, IReadOnlyDictionary<string, IReadOnlyList<string>> choices)
    {
        var history = ApprovalHistory.Of(context.State);
        foreach (var (name, people) in choices)
        {
            if (context.Run.Workflow.FindByIdOrName(name) is not { Type: ApprovalTask } later)
                return new Refused(Refusal.Invalid, $"'{name}' is no approval task of '{context.Run.Workflow.Definition.Name}': nobody can be chosen for it.");
            if (people.FirstOrDefault(p => Entries.Read(p) is null) is { } nobody)
                return new Refused(Refusal.Invalid, $"'{nobody}' names nobody: give a user name, or 'role:' and a role.");
            var choice = new Choice(later.Key, context.Node.Definition.Name ?? context.Node.Definition.Id, people);
            history = history with { Choices = [.. history.Choices.Where(c => c.For != choice.For || c.By != choice.By), choice] };
        }

        history.Store(context.State);
        return null;
    }
}
