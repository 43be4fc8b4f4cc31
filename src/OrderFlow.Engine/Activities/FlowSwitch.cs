namespace OrderFlow.Engine.Activities;

/// <summary>Goes the way of the first case that holds, or of all that hold; else Default.</summary>
internal sealed class FlowSwitch : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowSwitch",
        Category = "Branching",
        DisplayName = "Switch (flow)",
        Description = "Goes on at the cases that hold, or at Default.",
        Inputs =
        [
            new InputDescriptor("Cases", "Object", "flow-switch-editor", "Label and condition of each case.", IsWrapped: false),
            new InputDescriptor("Mode", "String", "dropdown", "First case that holds, or all of them.", "MatchFirst", Options: ["MatchFirst", "MatchAny"]),
        ],
        FlowPorts = ["Default"],
    };

    public override void Execute(ActivityContext context)
    {
        var all = SwitchModes.MatchesAll(context);
        var outcomes = new List<string>();
        foreach (var candidate in context.Node.Cases)
        {
            if (!context.EvaluateCondition(candidate.Condition, candidate.Label)) continue;
            outcomes.Add(candidate.Label);
            if (!all) break;
        }

        context.Complete(outcomes.Count == 0 ? ["Default"] : outcomes);
    }
}
