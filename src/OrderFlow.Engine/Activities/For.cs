using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Counts from a start to an end; downwards when the step is below zero, not at all when it leads away from the end. The numbers
/// are taken as they are when the loop begins. A step of zero never comes to the end.
/// </summary>
internal sealed class For : Loop
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.For",
        Category = "Looping",
        Description = "Runs its body for each number from a start to an end.",
        Inputs =
        [
            new InputDescriptor("Start", "Int32", Description: "The first number.", Default: 0),
            new InputDescriptor("End", "Int32", Description: "The last number.", Default: 0),
            new InputDescriptor("Step", "Int32", Description: "From one number to the next; below zero: downwards.", Default: 1),
            new InputDescriptor("OuterBoundInclusive", "Boolean", "checkbox", "Whether the end itself is counted.", true),
        ],
        Outputs = [new OutputDescriptor("CurrentValue", "Object", "The number of this round.")],
        EmbeddedPorts = ["Body"],
    };

    public override void Execute(ActivityContext context)
    {
        if (!context.Execution.Data.ContainsKey("step"))
        {
            int start = JsonValues.AsInt(context.Input("Start")), end = JsonValues.AsInt(context.Input("End")), step = JsonValues.AsInt(context.Input("Step"));
            context.SetNumber("start", start);
            context.SetNumber("end", end);
            context.SetNumber("inclusive", JsonValues.IsTrue(context.Input("OuterBoundInclusive")) ? 1 : 0);
            context.SetNumber("step", step);
        }

        Next(context);
    }

    protected override void Next(ActivityContext context)
    {
        long end = context.Number("end"), step = context.Number("step");
        var current = context.Execution.Data.ContainsKey("current") ? context.Number("current") + step : context.Number("start");
        var isIn = (current == end && context.Number("inclusive") == 1) || (step >= 0 ? current < end : current > end);
        if (!isIn || context.Node.Port("Body") is not { } body)
        {
            context.Complete();
            return;
        }

        context.SetNumber("current", (int)current);
        var value = JsonValues.FromNumber((int)current);
        context.SetOutput("CurrentValue", value);
        context.Schedule(body, variables: new() { ["CurrentValue"] = value });
    }
}
