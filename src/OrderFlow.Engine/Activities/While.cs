using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Runs its body while a condition holds, asked before every round.</summary>
internal sealed class While : Loop
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.While",
        Category = "Looping",
        Description = "Runs its body while a condition holds.",
        Inputs = [new InputDescriptor("Condition", "Boolean", Description: "Asked before every round.", AutoEvaluate: false)],
        EmbeddedPorts = ["Body"],
    };

    protected override void Next(ActivityContext context)
    {
        if (JsonValues.IsTrue(context.Evaluate("Condition")) && context.Node.Port("Body") is { } body) context.Schedule(body);
        else context.Complete();
    }
}
