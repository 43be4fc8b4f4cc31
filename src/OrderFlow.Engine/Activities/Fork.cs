namespace OrderFlow.Engine.Activities;

/// <summary>
/// Runs its branches at once; completes with the last, or with the first when the join mode is WaitAny: then the others are given
/// up with their bookmarks. Elsa 3.7 faults a waiting branch on its return, and leaves the bookmark of a branch given up.
/// </summary>
internal sealed class Fork : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Fork",
        Category = "Control Flow",
        Description = "Runs its branches at once.",
        Inputs = [new InputDescriptor("JoinMode", "String", "dropdown", "Complete with the last branch, or with the first.", "WaitAll", IsWrapped: false, Options: ["WaitAll", "WaitAny"])],
    };

    public override void Execute(ActivityContext context)
    {
        foreach (var branch in context.Node.Activities) context.Schedule(branch);
        if (context.Node.Activities.Count == 0) context.Complete();
    }

    public override void OnChildCompleted(ActivityContext context, ChildCompletion child)
    {
        var isFirstEnough = child.Outcomes.Count > 0 && context.Node.Definition.Source["joinMode"]?.ToString() is "WaitAny" or "1";
        if (isFirstEnough) context.Complete();
        else base.OnChildCompleted(context, child);
    }
}
