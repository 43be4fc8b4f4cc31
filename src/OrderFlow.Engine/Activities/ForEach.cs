using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Runs its body for each item, one after the other. The list is taken as it is when the loop begins.</summary>
internal sealed class ForEach : Loop
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ForEach",
        Category = "Looping",
        DisplayName = "For Each",
        Description = "Runs its body for each item of a list, one after the other.",
        Inputs = [new InputDescriptor("Items", "List<Object>", "dropdown", "The items.")],
        Outputs = [new OutputDescriptor("CurrentValue", "Object", "The item of this round.")],
        EmbeddedPorts = ["Body"],
    };

    public override void Execute(ActivityContext context)
    {
        if (!context.Execution.Data.ContainsKey("items")) context.Execution.Data["items"] = JsonSerializer.SerializeToElement(Items.Of(context.Input("Items")));
        Next(context);
    }

    protected override void Next(ActivityContext context)
    {
        var items = context.Execution.Data["items"];
        var index = context.Number("index");
        if (context.Node.Port("Body") is not { } body || index >= items.GetArrayLength())
        {
            context.Complete();
            return;
        }

        context.SetNumber("index", index + 1);
        var item = items[index].Clone();
        context.SetOutput("CurrentValue", item);
        context.Schedule(body, variables: new() { ["CurrentValue"] = item, ["CurrentIndex"] = JsonValues.FromNumber(index) });
    }
}
