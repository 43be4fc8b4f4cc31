using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>Loops with a body that never come to their end by themselves: While with a condition that is always true, For with a step of zero.</summary>
internal static class BodyLoopRule
{
    public static readonly IReadOnlySet<string> Loops = new HashSet<string> { "Elsa.While", "Elsa.For", "Elsa.ForEach", "Elsa.ParallelForEach" };

    public static void Check(ActivityDefinition loop, Waits waits, List<Finding> findings)
    {
        if (!loop.Ports.TryGetValue("Body", out var body)) return;
        var isEndless = loop.Type == "Elsa.While" ? IsAlwaysTrue(loop) : loop.Type == "Elsa.For" && StandsStill(loop);
        if (!isEndless) return;
        var (mayWait, isLeft) = (waits.May(body), WaysOut.IsIn(body));
        if (!isLeft) findings.Add(mayWait ? LintFindings.EndlessLoop(loop, body.DisplayText) : LintFindings.LoopWithoutExit(loop, body.DisplayText));
        else if (!mayWait) findings.Add(LintFindings.LoopWithoutWait(loop, body.DisplayText));
    }

    private static bool IsAlwaysTrue(ActivityDefinition loop) => loop.Inputs.TryGetValue("Condition", out var condition) && condition.Type switch
    {
        "Literal" => condition.Value is not null && JsonValues.IsTrue(JsonValues.FromNode(condition.Value)),
        "JavaScript" => condition.Text.Trim().TrimEnd(';') is "true" or "return true",
        _ => false,
    };

    // Not where it is seen that no round begins at all.
    private static bool StandsStill(ActivityDefinition loop) =>
        loop.Inputs.ContainsKey("Step") && Number(loop, "Step", 1) == 0
        && (Number(loop, "Start", 0) is not { } start || Number(loop, "End", 0) is not { } end || start < end || (start == end && IsInclusive(loop)));

    private static bool IsInclusive(ActivityDefinition loop) =>
        !loop.Inputs.TryGetValue("OuterBoundInclusive", out var given) || given.Type != "Literal" || given.Value is null || JsonValues.IsTrue(JsonValues.FromNode(given.Value));

    // Null: not known before it runs.
    private static int? Number(ActivityDefinition loop, string input, int absent)
    {
        if (!loop.Inputs.TryGetValue(input, out var given)) return absent;
        if (given.Type != "Literal" || !TypeConversion.TryConvert(JsonValues.FromNode(given.Value), "Int32", out var number, out _)) return null;
        return number.ValueKind == JsonValueKind.Number ? number.GetInt32() : absent;
    }
}
