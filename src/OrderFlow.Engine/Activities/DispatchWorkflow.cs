using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Sends another workflow on its way and, if told to, waits for it; its result is the child's outputs.</summary>
internal sealed class DispatchWorkflow : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.DispatchWorkflow",
        Category = "Composition",
        DisplayName = "Dispatch Workflow",
        Description = "Sends another workflow on its way.",
        Inputs =
        [
            .. Children.Inputs,
            new InputDescriptor("WaitForCompletion", "Boolean", "checkbox", "Whether to wait until it has ended."),
            new InputDescriptor("StartNewTrace", "Boolean", "checkbox", "Not used here."),
            new InputDescriptor("ChannelName", "String", "dropdown", "Not used here."),
        ],
        Outputs = [new OutputDescriptor("Result", "Object", "The child's outputs.")],
    };

    public override void Execute(ActivityContext context)
    {
        var waits = JsonValues.IsTrue(context.Input("WaitForCompletion"));
        var id = Children.Start(context, waits);
        if (waits) return;
        context.SetOutput("Result", JsonValues.FromString(id.ToString()));
        context.Complete();
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        context.SetOutput("Result", ChildResult.OutputOf(input));
        context.Complete();
    }

    public override void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) => Children.GiveUp(context, bookmark);
}
