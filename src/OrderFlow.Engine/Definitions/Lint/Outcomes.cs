using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>How the outcomes of an activity belong together.</summary>
internal static class Outcomes
{
    /// <summary>Whether an activity ends with one of its outcomes at a time. False where it is not certain.</summary>
    public static bool AreExclusive(ActivityDefinition activity, IReadOnlySet<string>? ports) => activity.Type switch
    {
        "OrderFlow.ApprovalTask" or "Elsa.FlowDecision" or "Elsa.HttpEndpoint" => true,
        "Elsa.FlowSwitch" => MatchesFirst(activity),
        // A workflow used as an activity may complete with several.
        _ => ports is { Count: 1 } && ports.Contains("Done"),
    };

    /// <summary>Whether an activity goes on at all of its outcomes at once.</summary>
    public static bool AreTogether(ActivityDefinition activity) => activity.Type == "Elsa.FlowFork";

    /// <summary>
    /// The outcomes that bring a branch to its end where nothing is connected. Not those that come along with another (Done beside
    /// a status code), or that exist whether the activity gives them or not (Done beside the outcomes of a script).
    /// </summary>
    /// <param name="connected">The outcomes from which a connection leads.</param>
    public static IEnumerable<string> ThatLeadOn(ActivityDefinition activity, IReadOnlySet<string> ports, ActivityRegistry registry, IReadOnlySet<string> connected) => activity.Type switch
    {
        "OrderFlow.ApprovalTask" or "Elsa.FlowDecision" or "Elsa.FlowSwitch" or "Elsa.FlowFork" => ports,
        "Elsa.RunJavaScript" => ports.Where(p => p != "Done"),
        "Elsa.FlowSendHttpRequest" => ports.Where(p => p is "Failed to connect" or "Timeout" || (p != "Done" && !connected.Contains("Done"))),
        _ when registry.Describe(activity.Type) is null => ports.Where(p => p != "Done"),
        _ => [],
    };

    private static bool MatchesFirst(ActivityDefinition activity) =>
        !activity.Inputs.TryGetValue("Mode", out var mode) || (mode.Type == "Literal" && JsonValues.AsString(JsonValues.FromNode(mode.Value)) is null or "" or "MatchFirst" or "0");
}
