using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Completes the workflow, or the workflow used as an activity, that it stands in, with outcomes. Elsa 3.7 faults when it stands
/// inside a sequence inside a flowchart, and runs what follows all the same; here the whole completes and nothing follows.
/// </summary>
internal sealed class Complete : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Complete",
        Category = "Composition",
        Description = "Completes the workflow that it stands in as a whole, with one or more outcomes.",
        Inputs = [new InputDescriptor("Outcomes", "Object", "outcome-picker", "The outcome, or a list of outcomes, to complete with.")],
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context)
    {
        var outcomes = JsonValues.AsStringList(context.Input("Outcomes"));
        context.Run.Note(context.Execution, JournalEvent.Completed, null, default);
        context.Run.Forget(context.Execution);
        Composites.Complete(context.Run, context.Execution, outcomes);
    }
}
