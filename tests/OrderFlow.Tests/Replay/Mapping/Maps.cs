using System.Text;
using OrderFlow.Replay.Mapping;
using OrderFlow.Tests.Replay.Xes;

namespace OrderFlow.Tests.Replay.Mapping;

/// <summary>Mapping files, and what they make of a case, written down where they are read.</summary>
internal static class Maps
{
    /// <summary>Submitted starts, or resubmits; Approved and Rejected decide the task "Check"; Noted is ignored.</summary>
    public const string Simple = """
        {
          "actor": { "user": { "value": "ann" } },
          "events": [
            { "event": "Submitted", "do": "start" },
            { "event": "Submitted", "do": "complete", "task": "Revise", "outcome": "Resubmit" },
            { "event": "Approved", "do": "complete", "task": "Check", "outcome": "Approve" },
            { "event": "Rejected", "do": "complete", "task": "Check", "outcome": "Reject" },
            { "event": "Noted", "do": "ignore" }
          ],
          "ends": [
            { "lastEvent": "Approved", "status": "finished", "outputs": { "Outcome": "Approved" } },
            { "lastEvent": "Rejected", "status": "waiting", "at": "Revise" }
          ]
        }
        """;

    public static ReplayMap Read(string json)
    {
        var map = MapReader.Read(Encoding.UTF8.GetBytes(json), out var problems);
        problems.ShouldBeEmpty();
        return map.ShouldNotBeNull();
    }

    public static IReadOnlyList<string> ProblemsOf(string json)
    {
        var map = MapReader.Read(Encoding.UTF8.GetBytes(json), out var problems);
        (map is null).ShouldBe(problems.Count > 0);
        return problems.Select(problem => problem.ToString()).ToList();
    }

    public static CasePlan Plan(string json, string trace) => CasePlanner.Plan(XesText.ReadOne(trace), Read(json));

    /// <summary>A plan in short: "start", "Check:Approve", "!event", "cancel", or "?" where the case deviates.</summary>
    public static IEnumerable<string> Shorthand(this CasePlan plan) => plan.Steps.Select(step => step.Action switch
    {
        StartCase => "start",
        TakeOutcome taken => $"{taken.Task}:{taken.Outcome}",
        RaiseEvent raised => $"!{raised.Name}",
        CancelCase => "cancel",
        Unforeseen => "?",
        _ => throw new InvalidOperationException($"Expected a known action, but found {step.Action}."),
    });
}
