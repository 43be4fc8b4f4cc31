using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>What an operator does to the tokens and variables of a running instance.</summary>
internal static class Interventions
{
    public static Refused? Cancel(BurstRun run, CancelActivity cancel)
    {
        if (run.Live(cancel.ExecutionId) is not { } execution)
            return new Refused(Refusal.NotFound, $"Expected run {cancel.ExecutionId} of instance '{run.State.Id}' to be open, but it is not.");
        if (run.Live(execution.ParentId) is not { } owner)
            return new Refused(Refusal.Invalid, $"The workflow itself is cancelled as an instance, not as an activity.");
        var node = run.NodeOf(execution);
        Remark(run, "Cancelled activity", node.DisplayText);
        run.Cancel(execution);
        run.Attempt(owner, () => run.NodeOf(owner).Type.OnChildCompleted(run.Context(owner), new ChildCompletion(execution, node, [])));
        return null;
    }

    public static Refused? Schedule(BurstRun run, ScheduleActivity schedule)
    {
        if (Owner(run, schedule.ActivityId, out var node, out var refused) is not { } owner) return refused;
        Remark(run, "Scheduled activity", node!.DisplayText);
        run.Schedule(node, owner, 0);
        return null;
    }

    public static Refused? Return(BurstRun run, ReturnTo back)
    {
        if (Owner(run, back.ActivityId, out var node, out var refused) is not { } owner) return refused;
        if (Returns.Refuses(run, owner, node!) is { } never) return never;
        Returns.To(run, owner, node!, back.Reason, null);
        return null;
    }

    public static Refused? Modify(BurstRun run, ModifyVariables modify)
    {
        if (run.State.Executions.Find(e => e.ParentId == 0) is not { } workflow)
            return new Refused(Refusal.NotOpen, $"Expected instance '{run.State.Id}' to run, but it is {run.State.SubStatus}.");
        foreach (var (name, value) in modify.Values)
        {
            if (run.Workflow.Definition.Variables.FirstOrDefault(v => v.Name == name || v.Id == name) is not { } declared)
                return new Refused(Refusal.Invalid, $"'{name}' is not a variable of '{run.Workflow.Definition.Name}'.");
            if (!StimulusHandlers.TryConvert(declared, value, out var converted, out var refused)) return refused;
            var before = workflow.Variables!.GetValueOrDefault(declared.Id, JsonValues.Null);
            workflow.Variables![declared.Id] = converted;
            var change = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["before"] = before, ["after"] = converted });
            run.Note(workflow, JournalEvent.Action, $"Changed variable '{declared.Name}'", change);
        }

        return null;
    }

    /// <summary>A line in the journal about the instance as a whole.</summary>
    public static void Remark(BurstRun run, string what, string? detail)
    {
        if (run.State.Executions.Find(e => e.ParentId == 0) is { } workflow)
            run.Note(workflow, JournalEvent.Action, detail is null ? what : $"{what}: {detail}", default);
    }

    // The one running container that holds the activity.
    private static ActivityExecution? Owner(BurstRun run, string activity, out ActivityNode? node, out Refused? refused)
    {
        (node, refused) = (run.Workflow.FindByIdOrName(activity), null);
        if (node?.Parent is not { } parent)
        {
            refused = new Refused(Refusal.NotFound, $"'{run.Workflow.Definition.Name}' has no activity '{activity}'.");
            return null;
        }

        var key = parent.Key;
        var owners = run.State.Executions.FindAll(e => e.ActivityId == key);
        if (owners.Count == 1) return owners[0];
        refused = owners.Count == 0
            ? new Refused(Refusal.NotOpen, $"'{node.DisplayText}' stands in '{parent.DisplayText}', which is not running.")
            : new Refused(Refusal.Invalid, $"'{node.DisplayText}' stands in '{parent.DisplayText}', which runs {owners.Count} times: which one is meant?");
        return null;
    }
}
