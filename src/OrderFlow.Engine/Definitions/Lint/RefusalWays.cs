using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>Where refusals of an approval task lead.</summary>
internal static class RefusalWays
{
    /// <summary>
    /// Whether an outcome sends the flow back whenever people choose it and nothing else takes it, so that nothing need be connected
    /// to it. False where it is not certain.
    /// </summary>
    public static bool GoesBack(ActivityDefinition task, string outcome)
    {
        if (WrittenOption.Of(task, "OnRefusal") != nameof(RefusalPolicy.Return)) return false;
        var outcomes = ApprovalInputRules.OutcomesOf(task);
        if (outcomes.Count == 0 || outcome == outcomes[0]) return false;
        // A rule and a deadline take an outcome without anybody who refuses: the flow goes on with it.
        return !MayBeEmptyWith(task, outcome, outcomes) && !MayTimeOutWith(task, outcome) && !MayStepTo(task, outcome, outcomes);
    }

    private static bool MayBeEmptyWith(ActivityDefinition task, string outcome, IReadOnlyList<string> outcomes) =>
        outcome == outcomes[Math.Min(1, outcomes.Count - 1)] && WrittenOption.Of(task, "WhenEmpty") is null or nameof(EmptyRule.Refuse);

    private static bool MayTimeOutWith(ActivityDefinition task, string outcome) => WrittenOption.Of(task, "OnTimeout") switch
    {
        null => true,
        nameof(LadderAction.Outcome) => ApprovalInputRules.Word(task, "TimeoutOutcome") is not { } taken || taken == outcome,
        _ => false,
    };

    private static bool MayStepTo(ActivityDefinition task, string outcome, IReadOnlyList<string> outcomes)
    {
        if (!ApprovalInputRules.IsWritten(task, "Ladder")) return false;
        return ApprovalInputRules.Written(task, "Ladder") is not { } ladder
            || Items.Of(ladder).Any(item => LadderReader.ReadStep(item, outcomes, out _) is { Action: LadderAction.Outcome } step && step.Outcome == outcome);
    }
}
