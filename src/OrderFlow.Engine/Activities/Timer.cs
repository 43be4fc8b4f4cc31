using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>As a trigger starts the workflow again and again; inside a workflow waits for its interval.</summary>
internal sealed class Timer : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Timer",
        Category = "Scheduling",
        Description = "Starts the workflow at an interval, or waits for it.",
        Kind = ActivityKind.Trigger,
        Inputs = [new InputDescriptor("Interval", "TimeSpan", Description: "The interval.", Default: "00:01:00")],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger(out _)) context.Complete();
        else context.WaitUntil(context.Now + Durations.Of(context, "Interval"));
    }

    public override WorkflowTrigger? Trigger(ActivityNode node, Func<string, JsonElement> input) =>
        new(node.Key, TriggerKind.Timer, JsonValues.AsTimeSpan(input("Interval")).ToString("c", System.Globalization.CultureInfo.InvariantCulture));
}
