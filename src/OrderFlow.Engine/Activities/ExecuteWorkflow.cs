using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Starts another workflow and, if told to, waits for it. Its result is {WorkflowInstanceId, Status, SubStatus, Output}: filled also
/// when the child had to wait, where Elsa 3.7 leaves every field empty. A faulted child does not fault its parent.
/// </summary>
internal sealed class ExecuteWorkflow : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ExecuteWorkflow",
        Category = "Composition",
        DisplayName = "Execute workflow",
        Description = "Starts another workflow and waits for it.",
        Kind = ActivityKind.Task,
        Inputs = [.. Children.Inputs, new InputDescriptor("WaitForCompletion", "Boolean", "checkbox", "Whether to wait until it has ended.")],
        Outputs = [new OutputDescriptor("Result", "Object", "What came of it.")],
    };

    public override void Execute(ActivityContext context)
    {
        var waits = JsonValues.IsTrue(context.Input("WaitForCompletion"));
        var id = Children.Start(context, waits);
        if (waits) return;
        context.SetOutput("Result", JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["WorkflowInstanceId"] = id.ToString() }));
        context.Complete();
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        context.SetOutput("Result", input);
        context.Complete();
    }

    public override void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) => Children.GiveUp(context, bookmark);
}
