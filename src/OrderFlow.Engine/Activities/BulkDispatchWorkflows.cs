using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Sends a workflow on its way for each item; waits for all unless told not to, and runs a child activity for each that ends.</summary>
internal sealed class BulkDispatchWorkflows : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.BulkDispatchWorkflows",
        Category = "Composition",
        DisplayName = "Bulk dispatch workflows",
        Description = "Sends a workflow on its way for each item of a list.",
        Kind = ActivityKind.Task,
        Inputs =
        [
            new InputDescriptor("WorkflowDefinitionId", "String", "workflow-definition-picker", "The workflow.", IsRequired: true),
            new InputDescriptor("Items", "Object", Description: "The items."),
            new InputDescriptor("DefaultItemInputKey", "String", Description: "The input that takes an item which is not an object.", Default: "Item"),
            new InputDescriptor("CorrelationIdFunction", "String", Description: "The business number of each; sees the item as variable Item.", AutoEvaluate: false),
            new InputDescriptor("Input", "ObjectDictionary", "dropdown", "Further inputs, the same for all."),
            new InputDescriptor("WaitForCompletion", "Boolean", "checkbox", "Whether to wait until all have ended.", true),
            new InputDescriptor("StartNewTrace", "Boolean", "checkbox", "Not used here."),
            new InputDescriptor("ChannelName", "String", "dropdown", "Not used here."),
        ],
        FlowPorts = ["Completed", "Canceled", "Done"],
        EmbeddedPorts = ["ChildCompleted", "ChildFaulted"],
    };

    public override void Execute(ActivityContext context)
    {
        var items = Items.Of(context.Input("Items"));
        var waits = JsonValues.IsTrue(context.Input("WaitForCompletion"));
        context.Execution.Variables ??= [];
        foreach (var item in items)
        {
            context.Execution.Variables["Item"] = item;
            var correlation = context.Node.Inputs.ContainsKey("CorrelationIdFunction") ? JsonValues.AsString(context.Evaluate("CorrelationIdFunction")) : null;
            Children.Start(context, waits, correlation, InputOf(context, item));
        }

        context.Execution.Variables.Remove("Item");
        if (items.Count == 0) context.Complete("Completed", "Done");
        else if (!waits) context.Complete("Done");
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        var isFaulted = ChildResult.IsFaulted(input);
        if (context.Node.Port(isFaulted ? "ChildFaulted" : "ChildCompleted") is { } reaction)
            context.Schedule(reaction, variables: new() { ["ChildInstanceId"] = input.GetProperty("WorkflowInstanceId"), ["ChildOutput"] = ChildResult.OutputOf(input) });
        else CompleteWithTheLast(context);
    }

    public override void OnChildCompleted(ActivityContext context, ChildCompletion child) => CompleteWithTheLast(context);

    public override void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) => Children.GiveUp(context, bookmark);

    private static void CompleteWithTheLast(ActivityContext context)
    {
        if (!context.HasOpenChildren && !context.HasBookmarks) context.Complete("Completed", "Done");
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> InputOf(ActivityContext context, JsonElement item) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.Clone()))
        : [KeyValuePair.Create(JsonValues.AsString(context.Input("DefaultItemInputKey")) ?? "Item", item)];
}
