using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Activities;

/// <summary>Runs the activities of the cases that hold. Elsa 3.7 faults when one of them waits and is resumed; here it goes on.</summary>
internal sealed class Switch : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Switch",
        Category = "Branching",
        Description = "Runs the activity of the first case that holds, or of all that hold, or the default.",
        Inputs =
        [
            new InputDescriptor("Cases", "Object", "switch-editor", "Label, condition and activity of each case.", IsWrapped: false),
            new InputDescriptor("Mode", "String", "dropdown", "First case that holds, or all of them.", "MatchFirst", Options: ["MatchFirst", "MatchAny"]),
        ],
        Outputs = [new OutputDescriptor("Output", "Object")],
        EmbeddedPorts = ["Default"],
    };

    public override void Execute(ActivityContext context)
    {
        var all = SwitchModes.MatchesAll(context);
        var matched = false;
        var children = new List<ActivityNode>();
        foreach (var candidate in context.Node.Cases)
        {
            if (!context.EvaluateCondition(candidate.Condition, candidate.Label)) continue;
            matched = true;
            if (candidate.Activity is { } activity) children.Add(activity);
            if (!all) break;
        }

        if (!matched && context.Node.Port("Default") is { } fallback) children.Add(fallback);
        foreach (var child in children) context.Schedule(child);
        if (children.Count == 0) context.Complete();
    }
}
