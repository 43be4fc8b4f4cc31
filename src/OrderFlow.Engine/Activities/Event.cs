using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Waits for an event by name, or is started by it. An event without a payload gives an empty object.</summary>
internal sealed class Event : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Event",
        Category = "Primitives",
        Description = "Waits for an event, or starts the workflow with it.",
        Kind = ActivityKind.Trigger,
        Inputs = [new InputDescriptor("EventName", "String", Description: "The name of the event.", IsRequired: true)],
        Outputs = [new OutputDescriptor("Result", "Object", "What came with it.")],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger(out var input))
        {
            Take(context, input);
            return;
        }

        var name = JsonValues.AsString(context.Input("EventName")) ?? "";
        context.AddBookmark(BookmarkKind.Event, name, JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["eventName"] = name }));
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input) => Take(context, input);

    public override WorkflowTrigger? Trigger(ActivityNode node, Func<string, JsonElement> input) =>
        new(node.Key, TriggerKind.Event, JsonValues.AsString(input("EventName")) ?? "");

    private static void Take(ActivityContext context, JsonElement input)
    {
        context.SetOutput("Result", input.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? JsonSerializer.SerializeToElement(new object()) : input);
        context.Complete();
    }
}
