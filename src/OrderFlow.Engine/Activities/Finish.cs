using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>Finishes the workflow: everything still open in it is withdrawn.</summary>
internal sealed class Finish : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Finish",
        Category = "Primitives",
        Description = "Finishes the workflow and withdraws whatever is still open in it.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context)
    {
        context.Run.Note(context.Execution, JournalEvent.Completed, null, default);
        context.Run.Forget(context.Execution);
        context.Run.End(WorkflowSubStatus.Finished);
    }
}
