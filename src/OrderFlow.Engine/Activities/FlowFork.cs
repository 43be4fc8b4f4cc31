using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Goes on along all its branches at once.</summary>
internal sealed class FlowFork : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowFork",
        Category = "Branching",
        DisplayName = "Fork (flow)",
        Description = "Goes on along all its branches at once.",
        Inputs = [new InputDescriptor("Branches", "List<String>", "dynamic-outcomes", "The names of the branches.")],
        OutcomesInput = "Branches",
    };

    public override void Execute(ActivityContext context) => context.Complete(JsonValues.AsStringList(context.Input("Branches")));
}
