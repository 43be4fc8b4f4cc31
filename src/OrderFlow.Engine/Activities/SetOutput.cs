using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Sets an output of the workflow that it stands in.</summary>
internal sealed class SetOutput : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetOutput",
        Category = "Composition",
        DisplayName = "Set Output",
        Description = "Sets an output of the workflow.",
        Inputs =
        [
            new InputDescriptor("OutputName", "String", "output-picker", "The output.", IsRequired: true),
            new InputDescriptor("OutputValue", "Object", Description: "Its value."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        if (JsonValues.AsString(context.Input("OutputName")) is not { Length: > 0 } name)
            throw new ActivityFault("Output", $"'{context.Node.DisplayText}' names no output.");
        Composites.SetOutput(context.Run, context.Execution, name, context.Input("OutputValue"));
        context.Complete();
    }
}
