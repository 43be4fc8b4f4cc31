using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Activities;

/// <summary>Sets a variable; the value is converted to the variable's type.</summary>
internal sealed class SetVariable : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetVariable",
        Category = "Primitives",
        DisplayName = "Set Variable",
        Description = "Sets a variable.",
        Inputs =
        [
            new InputDescriptor("Variable", "Variable", "variable-picker", "The variable.", IsWrapped: false, IsRequired: true),
            new InputDescriptor("Value", "Object", Description: "The new value."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var variable = context.Node.Definition.Source["variable"] as JsonObject;
        if ((variable?["id"] ?? variable?["name"])?.ToString() is not { Length: > 0 } id)
            throw new ActivityFault("Variable", $"'{context.Node.DisplayText}' names no variable.");
        context.SetVariable(id, context.Input("Value"));
        context.Complete();
    }
}
