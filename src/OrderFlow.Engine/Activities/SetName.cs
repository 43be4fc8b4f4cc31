using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Names the instance.</summary>
internal sealed class SetName : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetName",
        Category = "Primitives",
        DisplayName = "Set Name",
        Description = "Gives the instance a name.",
        Inputs = [new InputDescriptor("Value", "String", Description: "The name.")],
    };

    public override void Execute(ActivityContext context)
    {
        context.State.Name = JsonValues.AsString(context.Input("Value"));
        context.Complete();
    }
}
