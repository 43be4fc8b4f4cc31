using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Runs one of two activities. Its only outcome in a flowchart is Done: a decision with two ways out is FlowDecision.</summary>
internal sealed class If : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.If",
        Category = "Branching",
        DisplayName = "If",
        Description = "Runs one of two activities.",
        Inputs = [new InputDescriptor("Condition", "Boolean", Description: "What is decided.")],
        Outputs = [new OutputDescriptor("Result", "Boolean", "What was decided.")],
        EmbeddedPorts = ["Then", "Else"],
    };

    public override void Execute(ActivityContext context)
    {
        var holds = JsonValues.IsTrue(context.Input("Condition"));
        context.SetOutput("Result", JsonValues.FromBoolean(holds));
        if (context.Node.Port(holds ? "Then" : "Else") is { } next) context.Schedule(next);
        else context.Complete();
    }
}
