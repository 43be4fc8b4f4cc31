using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Runs its body for all items at once and completes with the last. Elsa 3.7 finds no items in a list written by the designer;
/// here they are found. Break gives up the rounds that are still open.
/// </summary>
internal sealed class ParallelForEach : Loop
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ParallelForEach",
        Category = "Looping",
        DisplayName = "Parallel for Each",
        Description = "Runs its body for all items of a list at once.",
        Inputs = [new InputDescriptor("Items", "Object", Description: "The items.")],
        EmbeddedPorts = ["Body"],
    };

    public override void Execute(ActivityContext context)
    {
        var items = Items.Of(context.Input("Items"));
        if (context.Node.Port("Body") is not { } body || items.Count == 0)
        {
            context.Complete();
            return;
        }

        for (var i = 0; i < items.Count; i++)
            context.Schedule(body, $"{i}", new() { ["CurrentValue"] = items[i], ["CurrentIndex"] = JsonValues.FromNumber(i) });
    }

    protected override void Next(ActivityContext context) => context.Complete();
}
