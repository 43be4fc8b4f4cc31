using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Counts from a start to an end; downwards when the end is below the start, the step taken off.</summary>
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
            new InputDescriptor("Step", "Int32", Description: "From one number to the next; over zero.", Default: 1),
            new InputDescriptor("OuterBoundInclusive", "Boolean", "checkbox", "Whether the end itself is counted.", true),
        ],
        Outputs = [new OutputDescriptor("CurrentValue", "Object", "The number of this round.")],
        EmbeddedPorts = ["Body"],
    };

    protected override void Next(ActivityContext context)
    {
        if (context.Node.Port("Body") is not { } body)
        {
            context.Complete();
            return;
        }

        long start = JsonValues.AsInt(context.Input("Start")), end = JsonValues.AsInt(context.Input("End")), step = JsonValues.AsInt(context.Input("Step"));
        var isInclusive = JsonValues.IsTrue(context.Input("OuterBoundInclusive"));
        var isUp = end >= start;
        var current = context.Execution.Data.ContainsKey("current") ? context.Number("current") + (isUp ? step : -step) : start;
        var isIn = isUp ? current < end || (isInclusive && current == end) : current > end || (isInclusive && current == end);
        if (!isIn)
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
