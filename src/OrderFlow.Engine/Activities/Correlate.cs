using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Gives the instance the business number by which events find it. Bookmarks that wait already are found by the new one.</summary>
internal sealed class Correlate : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Correlate",
        Category = "Primitives",
        Description = "Gives the instance the business number by which events find it.",
        Inputs = [new InputDescriptor("CorrelationId", "String", Description: "The number.", IsRequired: true)],
    };

    public override void Execute(ActivityContext context)
    {
        context.State.CorrelationId = JsonValues.AsString(context.Input("CorrelationId"));
        context.Complete();
    }
}
