using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Definitions;

/// <summary>What a trigger listens to is worked out when it is published: one that fails there, or never comes, would start nothing in silence.</summary>
internal static class TriggerChecks
{
    public static IEnumerable<Finding> Check(WorkflowDefinition definition, WorkflowEngine engine, DateTimeOffset now)
    {
        var workflow = CompiledWorkflow.Compile(definition, KnownActivities.Registry);
        try
        {
            return [.. engine.Triggers(workflow, now).Select(t => Fault(t, workflow.Find(t.ActivityId)!.Definition, now)).OfType<Finding>()];
        }
        catch (Exception failure) when (failure is ExpressionFailure or ActivityFault or FormatException)
        {
            // The failure does not say which one it was.
            var place = workflow.Nodes.Where(n => n.Definition.CanStartWorkflow).Select(n => n.Definition).ToList() is [var only] ? only : definition.Root;
            return [Finding(Severity.Error, place, $"'{place.DisplayText}' cannot be set up as a trigger: {failure.Message}", "Mend the trigger's inputs; they are evaluated before any instance exists.", failure.Message)];
        }
    }

    private static Finding? Fault(WorkflowTrigger trigger, ActivityDefinition activity, DateTimeOffset now)
    {
        if (TriggerSchedule.Next(trigger.Kind, trigger.Key, null, now) is not null) return null;
        return trigger.Kind switch
        {
            TriggerKind.Cron => Finding(Severity.Error, activity, $"'{activity.DisplayText}' never starts the workflow: '{trigger.Key}' is no cron expression that ever occurs.", "Write five fields (minute hour day month weekday), or six with seconds first.", trigger.Key),
            TriggerKind.Timer => Finding(Severity.Error, activity, $"'{activity.DisplayText}' never starts the workflow: its interval must be longer than nothing.", "Write a duration such as 00:05:00 or P2D.", trigger.Key),
            TriggerKind.StartAt => Finding(Severity.Warning, activity, $"'{activity.DisplayText}' never starts the workflow: {trigger.Key} is past.", "Choose a later moment.", trigger.Key),
            TriggerKind.Event or TriggerKind.HttpEndpoint => null,
        };
    }

    private static Finding Finding(Severity severity, ActivityDefinition activity, string message, string fix, string argument) =>
        new(severity, "bad-trigger", activity.Pointer, activity.Id, activity.DisplayText, message, fix, [argument]);
}
