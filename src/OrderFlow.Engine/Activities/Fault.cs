using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Records an incident on purpose.</summary>
internal sealed class Fault : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Fault",
        Category = "Primitives",
        Description = "Faults with a code, a category and a message.",
        Inputs =
        [
            new InputDescriptor("Code", "String", Description: "A code that tells this fault from others."),
            new InputDescriptor("Category", "String", Description: "Where it belongs, such as HTTP or Validation."),
            new InputDescriptor("FaultType", "String", Description: "The kind, such as System or Business."),
            new InputDescriptor("Message", "String", Description: "What went wrong."),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var values = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>
        {
            ["Code"] = context.Input("Code"),
            ["Category"] = context.Input("Category"),
            ["FaultType"] = context.Input("FaultType"),
        });
        var code = JsonValues.AsString(context.Input("Code"));
        throw new ActivityFault(code is { Length: > 0 } ? code : "Fault", JsonValues.AsString(context.Input("Message")) ?? "", values);
    }
}
