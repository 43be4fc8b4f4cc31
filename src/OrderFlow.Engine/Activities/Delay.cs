namespace OrderFlow.Engine.Activities;

/// <summary>Waits for a time.</summary>
internal sealed class Delay : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Delay",
        Category = "Scheduling",
        Description = "Waits for a time.",
        Inputs = [new InputDescriptor("TimeSpan", "TimeSpan", Description: "How long.", Default: "00:01:00")],
    };

    public override void Execute(ActivityContext context) => context.WaitUntil(context.Now + Durations.Of(context, "TimeSpan"));
}
