namespace OrderFlow.Engine.Activities;

/// <summary>
/// Brings branches together. WaitAll and WaitAllActive wait until no live token can still arrive; WaitAny goes on with the first
/// and gives the others up. Elsa 3.7 runs what follows a WaitAny twice, and loses the branch taken where a WaitAll has a branch
/// that was not; here each join fires once for all that came.
/// </summary>
internal sealed class FlowJoin : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowJoin",
        Category = "Branching",
        DisplayName = "Join",
        Description = "Brings branches together: waits for all that are under way, or goes on with the first.",
        Inputs = [new InputDescriptor("Mode", "String", "dropdown", "For what the join waits.", "WaitAny", Options: ["WaitAny", "WaitAll", "WaitAllActive"])],
    };

    public override void Execute(ActivityContext context)
    {
        // Evaluated here too, so that a mode that cannot be evaluated is this activity's incident.
        _ = context.Input("Mode");
        context.Complete();
    }
}
