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

    /// <summary>Whether it, or anything in it, may wait once it runs.</summary>
    public bool May(ActivityDefinition activity)
    {
        if (known.TryGetValue(activity, out var may)) return may;
        return known[activity] = Itself(activity) || activity.Children.Any(c => May(c) || IsDemanding(c));
    }

    /// <summary>Whether it demands a token of every connection, of which one may not come.</summary>
    public static bool IsDemanding(ActivityDefinition activity) => activity is { Type: not "Elsa.FlowJoin", MergeMode: MergeMode.Merge or MergeMode.Converge };

    private bool Itself(ActivityDefinition activity) => registry.Describe(activity.Type)?.TypeName switch
    {
        null => true,
        "Elsa.DispatchWorkflow" => activity.Inputs.ContainsKey("WaitForCompletion") && !IsFalse(activity, "WaitForCompletion"),
        "Elsa.BulkDispatchWorkflows" => !IsFalse(activity, "WaitForCompletion"),
        "Elsa.SendEmail" => activity.Ports.ContainsKey("Error"),
        var type => !GoOnAtOnce.Contains(type),
    };

    private static bool IsFalse(ActivityDefinition activity, string input) =>
        activity.Inputs.TryGetValue(input, out var given) && given.Type == "Literal" && !JsonValues.IsTrue(JsonValues.FromNode(given.Value));
}
