namespace OrderFlow.Engine.Activities;

/// <summary>Leaves the innermost loop; without one, ends the sequences around it.</summary>
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
