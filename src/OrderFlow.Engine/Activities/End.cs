namespace OrderFlow.Engine.Activities;

/// <summary>Ends its flowchart, and everything still open in it.</summary>
internal sealed class End : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.End",
        Category = "Flow",
        Description = "Ends its flowchart, and everything still open in it.",
        IsTerminal = true,
    };

    public override void Execute(ActivityContext context) => context.Complete();
}
