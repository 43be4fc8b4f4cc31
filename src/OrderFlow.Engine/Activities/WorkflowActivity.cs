namespace OrderFlow.Engine.Activities;

/// <summary>The workflow itself: runs its root.</summary>
internal sealed class WorkflowActivity : Activity
{
    public static readonly WorkflowActivity Instance = new();

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Workflow",
        Category = "Workflows",
        Description = "A workflow runs its root activity.",
        EmbeddedPorts = ["Root"],
        IsBrowsable = false,
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Node.Port("Root") is { } root) context.Schedule(root);
        else context.Complete();
    }
}
