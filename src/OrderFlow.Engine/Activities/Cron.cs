using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>As a trigger starts the workflow by a cron expression (five fields, or six with seconds; UTC); inside a workflow waits for the next occurrence.</summary>
internal sealed class Cron : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Cron",
        Category = "Scheduling",
        Description = "Starts the workflow by a cron expression, or waits for its next occurrence.",
        Kind = ActivityKind.Trigger,
        Inputs = [new InputDescriptor("CronExpression", "String", Description: "Five fields, or six with seconds; UTC.", IsRequired: true)],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger(out _))
        {
            context.Complete();
            return;
        }

        var text = JsonValues.AsString(context.Input("CronExpression")) ?? "";
        if (CronSchedule.Next(text, context.Now) is not { } next) throw new ActivityFault("Cron", $"'{text}' in '{context.Node.DisplayText}' is not a cron expression that ever occurs again.");
        context.WaitUntil(next);
    }

    public override WorkflowTrigger? Trigger(ActivityNode node, Func<string, JsonElement> input) =>
        new(node.Key, TriggerKind.Cron, JsonValues.AsString(input("CronExpression")) ?? "");
}
