using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Sends a workflow on its way for each item; waits for all unless told not to, and runs a child activity for each that ends as
/// finished or faulted. That activity finds variable ChildInstanceId and inputs WorkflowInstanceId, WorkflowStatus, WorkflowSubStatus
/// and WorkflowOutput.
/// </summary>
internal sealed class BulkDispatchWorkflows : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.BulkDispatchWorkflows",
        Category = "Composition",
        DisplayName = "Bulk Dispatch Workflows",
        Description = "Sends a workflow on its way for each item of a list.",
        Kind = ActivityKind.Task,
        Inputs =
        [
            new InputDescriptor("WorkflowDefinitionId", "String", "workflow-definition-picker", "The workflow.", IsRequired: true),
            new InputDescriptor("Items", "Object", Description: "The items."),
            new InputDescriptor("DefaultItemInputKey", "String", Description: "The input that takes an item which is not an object.", Default: "Item"),
            new InputDescriptor("CorrelationIdFunction", "String", Description: "The business number of each; sees the item as variable Item, or as DefaultItemInputKey says.", AutoEvaluate: false),
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
        var key = JsonValues.AsString(context.Input("DefaultItemInputKey")) is { Length: > 0 } name ? name : "Item";
        context.Execution.Variables ??= [];
        foreach (var item in items)
        {
            context.Execution.Variables[key] = item;
            var correlation = context.Node.Inputs.ContainsKey("CorrelationIdFunction") ? JsonValues.AsString(context.Evaluate("CorrelationIdFunction")) : null;
            Children.Start(context, waits, correlationId: correlation, more: InputOf(item, key));
        }

        context.Execution.Variables.Remove(key);
        if (items.Count == 0 || !waits) context.Complete();
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        var port = ChildResult.SubStatusOf(input) switch
        {
            nameof(WorkflowSubStatus.Faulted) => "ChildFaulted",
            nameof(WorkflowSubStatus.Finished) => "ChildCompleted",
            _ => "",
        };
        if (context.Node.Port(port) is not { } reaction)
        {
            CompleteWithTheLast(context);
            return;
        }

        var child = input.GetProperty("WorkflowInstanceId");
        Composites.GiveInput(context.Execution, child.GetString()!, ChildResult.InputOf(input));
        context.Schedule(reaction, child.GetString(), new() { ["ChildInstanceId"] = child, ["ChildOutput"] = ChildResult.OutputOf(input) });
    }

    public override void OnChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (child.Execution.Tag is { } tag) Composites.TakeInput(context.Execution, tag);
        CompleteWithTheLast(context);
    }

    public override void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) => Children.GiveUp(context, bookmark);

    private static void CompleteWithTheLast(ActivityContext context)
    {
        if (!context.HasOpenChildren && !context.HasBookmarks) context.Complete("Completed", "Done");
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> InputOf(JsonElement item, string key) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.Clone()))
        : [KeyValuePair.Create(key, item)];
}
