using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>As a trigger starts the workflow at a moment, once; inside a workflow waits until then, not at all when it is past.</summary>
internal sealed class StartAt : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.StartAt",
        Category = "Scheduling",
        DisplayName = "Start at",
        Description = "Starts the workflow at a moment, or waits until then.",
        Kind = ActivityKind.Trigger,
        Inputs = [new InputDescriptor("DateTime", "DateTimeOffset", Description: "The moment.", IsRequired: true)],
    };

    public override void Execute(ActivityContext context)
    {
        var moment = Moment(context.Input("DateTime"), context.Node);
        if (context.IsTrigger(out _) || moment <= context.Now) context.Complete();
        else context.WaitUntil(moment);
    }

    public override WorkflowTrigger? Trigger(ActivityNode node, Func<string, JsonElement> input) =>
        new(node.Key, TriggerKind.StartAt, Moment(input("DateTime"), node).ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    private static DateTimeOffset Moment(JsonElement value, ActivityNode node) => value.ValueKind == JsonValueKind.Null
        ? throw new ActivityFault("Moment", $"'{node.DisplayText}' names no moment.")
        : JsonValues.AsDateTimeOffset(value).ToUniversalTime();
}
