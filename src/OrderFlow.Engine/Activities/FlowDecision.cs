using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Goes one of two ways.</summary>
internal sealed class FlowDecision : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowDecision",
        Category = "Branching",
        DisplayName = "Decision",
        Description = "Goes on at True or at False.",
        Inputs = [new InputDescriptor("Condition", "Boolean", Description: "What is decided.")],
        FlowPorts = ["True", "False"],
    };

    public override void Execute(ActivityContext context) => context.Complete(JsonValues.IsTrue(context.Input("Condition")) ? "True" : "False");
}
