namespace OrderFlow.Engine.Activities;

/// <summary>Runs its activities at once and completes with the last.</summary>
internal sealed class Parallel : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Parallel",
        Category = "Workflows",
        Description = "Runs its activities at once and completes with the last.",
        IsContainer = true,
        IsBrowsable = false,
    };

    public override void Execute(ActivityContext context)
    {
        foreach (var child in context.Node.Activities) context.Schedule(child);
        if (context.Node.Activities.Count == 0) context.Complete();
    }
}
