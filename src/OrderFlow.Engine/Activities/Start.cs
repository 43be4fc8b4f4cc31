namespace OrderFlow.Engine.Activities;

/// <summary>Where a flowchart begins.</summary>
internal sealed class Start : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Start",
        Category = "Flow",
        Description = "Where a flowchart begins.",
        IsStart = true,
    };

    public override void Execute(ActivityContext context) => context.Complete();
}
