using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// Which activities may wait for something, or stop. A type that is not known to go on at once may wait: a rule that refuses a
/// workflow must be certain.
/// </summary>
internal sealed class Waits(ActivityRegistry registry)
{
    private static readonly HashSet<string> GoOnAtOnce =
    [
        "Elsa.Start", "Elsa.End", "Elsa.Finish", "Elsa.Complete", "Elsa.Break", "OrderFlow.Return",
        "Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel", "Elsa.Fork", "Elsa.If", "Elsa.Switch", "Elsa.While", "Elsa.For", "Elsa.ForEach", "Elsa.ParallelForEach",
        "Elsa.FlowDecision", "Elsa.FlowSwitch", "Elsa.FlowFork", "Elsa.FlowJoin",
        "Elsa.SetVariable", "Elsa.SetName", "Elsa.SetOutput", "Elsa.Correlate", "Elsa.WriteLine", "Elsa.RunJavaScript", "Elsa.PublishEvent", "Elsa.WriteHttpResponse",
    ];

    private readonly Dictionary<ActivityDefinition, bool> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether it, or anything in it, may wait.</summary>
    public bool May(ActivityDefinition activity)
    {
        if (known.TryGetValue(activity, out var may)) return may;
        return known[activity] = Itself(activity) || activity.Children.Any(May);
    }

    private bool Itself(ActivityDefinition activity) => registry.Describe(activity.Type)?.TypeName switch
    {
        null => true,
        // A join that waits for every connection may wait for one that does not come.
        not "Elsa.FlowJoin" when activity.MergeMode is MergeMode.Merge or MergeMode.Converge => true,
        "Elsa.DispatchWorkflow" => activity.Inputs.ContainsKey("WaitForCompletion") && !IsFalse(activity, "WaitForCompletion"),
        "Elsa.BulkDispatchWorkflows" => !IsFalse(activity, "WaitForCompletion"),
        "Elsa.SendEmail" => activity.Ports.ContainsKey("Error"),
        var type => !GoOnAtOnce.Contains(type),
    };

    private static bool IsFalse(ActivityDefinition activity, string input) =>
        activity.Inputs.TryGetValue(input, out var given) && given.Type == "Literal" && !JsonValues.IsTrue(JsonValues.FromNode(given.Value));
}
