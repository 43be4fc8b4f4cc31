using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// A published workflow used as an activity: runs inside the instance of its parent, with inputs, outputs and outcomes of its own. Its
/// inputs are variables inside it, as in Elsa; of those that it does not declare it sees the ones of its parent.
/// Elsa 3.7 takes outcomes given as JSON for one outcome of that whole name; here each is one.
/// </summary>
internal sealed class WorkflowAsActivity : Activity
{
    public static readonly WorkflowAsActivity Instance = new();

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WorkflowDefinitionActivity",
        Category = "Workflows",
        Description = "Runs a published workflow inside this one.",
        EmbeddedPorts = ["Root"],
        IsBrowsable = false,
    };

    public override void Execute(ActivityContext context)
    {
        foreach (var declared in context.Node.Workflow!.Inputs)
        {
            var value = context.Input(declared.Name);
            if (value.ValueKind == JsonValueKind.Null && declared.DefaultValue is not null) value = JsonSerializer.SerializeToElement(declared.DefaultValue);
            var type = declared.IsArray ? declared.Type + "[]" : declared.Type;
            if (!TypeConversion.TryConvert(value, type, out var converted, out var error))
                throw new ActivityFault("Input", $"Input '{declared.Name}' of '{context.Node.DisplayText}' must be of type {type}: {error}", value);
            context.Execution.Variables![declared.Name] = converted;
        }

        if (context.Node.Port("Root") is { } root) context.Schedule(root);
        else context.Complete();
    }
}
