using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Records an incident on purpose. Without a code it is "0", without a category "General", without a type "System".</summary>
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
        string code = Text(context, "Code", "0"), category = Text(context, "Category", "General"), type = Text(context, "FaultType", "System");
        var values = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["Code"] = code, ["Category"] = category, ["FaultType"] = type });
        throw new ActivityFault(code, Text(context, "Message", ""), values);
    }

    private static string Text(ActivityContext context, string input, string absent) =>
        JsonValues.AsString(context.Input(input)) is { Length: > 0 } text ? text : absent;
}
