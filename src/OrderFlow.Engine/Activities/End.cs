namespace OrderFlow.Engine.Activities;

/// <summary>Ends the flowchart or sequence that it stands in, and everything still open in it.</summary>
internal sealed class End : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.End",
        Category = "Flow",
        Description = "Ends the flowchart or sequence that it stands in.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context) => context.Complete();
}
