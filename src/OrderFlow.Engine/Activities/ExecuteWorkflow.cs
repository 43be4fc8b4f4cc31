using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Runs another workflow until it has ended or waits for something itself; if told to, until it has ended. Its result is
/// {WorkflowInstanceId, Status, SubStatus, Output}: filled also when the child had to wait, where Elsa 3.7 leaves every field empty.
/// A faulted child does not fault its parent; one that does not exist does.
/// </summary>
internal sealed class ExecuteWorkflow : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ExecuteWorkflow",
        Category = "Composition",
        DisplayName = "Execute Workflow",
        Description = "Starts another workflow and waits for it.",
        Kind = ActivityKind.Task,
        Inputs = [.. Children.Inputs, new InputDescriptor("WaitForCompletion", "Boolean", "checkbox", "Whether to wait until it has ended.")],
        Outputs = [new OutputDescriptor("Result", "Object", "What came of it.")],
    };

    public override void Execute(ActivityContext context)
    {
        var waits = JsonValues.IsTrue(context.Input("WaitForCompletion"));
        Children.Start(context, waits, untilIdle: !waits);
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, JsonElement input)
    {
        context.SetOutput("Result", input);
        context.Complete();
    }

    public override void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) => Children.GiveUp(context, bookmark);
}
