namespace OrderFlow.Engine.Activities;

/// <summary>
/// Leaves the innermost loop; without one, ends the sequences and forks around it. Where it stands deeper in a flowchart (inside
/// an If, a sequence), Elsa 3.7 runs what that flowchart has connected next before it leaves the loop; here nothing more of the
/// round runs.
/// </summary>
internal sealed class Break : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Break",
        Category = "Looping",
        Description = "Leaves the innermost loop.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context)
    {
        Breaking.Break(context);
        context.Complete();
    }
}
