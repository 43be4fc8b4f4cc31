using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OrderFlow.Replay.Mapping;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Tests.Replay;

/// <summary>
/// The real log against workflows/declaration-approval.json, judged twice without the engine: by a regular expression over letters that
/// another reader took from the log, and by walking the definition's arrows. S submitted, A approved by administration, B and b approved
/// and rejected by the budget owner, F and r approved and rejected by the supervisor.
/// </summary>
public partial class DeclarationLogTests
{
    [RealLogFact]
    public void Every_case_of_the_log_follows_the_definition_to_the_state_that_its_last_event_says()
    {
        var walk = TaskWalk.Of("declaration-approval.json");

        var ends = Plans().Select(plan => (Walked: walk.Run(plan), Expected: Describe(plan.End))).ToList();

        ends.ShouldAllBe(end => end.Walked == end.Expected);
        ends.CountBy(end => end.Walked).OrderByDescending(end => end.Value).Select(end => $"{end.Value} {end.Key}").ShouldBe(
            ["4459 finished: Approved", "16 waiting: Revise", "1 waiting: Administration"]);
    }

    [RealLogFact]
    public void The_letters_of_the_log_say_the_same()
    {
        var words = Words();

        words.Count(word => Rule().IsMatch(word)).ShouldBe(4_476);
        words.CountBy(word => word[^1]).OrderByDescending(end => end.Value).ShouldBe(
            [new('F', 4_459), new('r', 11), new('b', 5), new('S', 1)]);
    }

    [RealLogFact]
    public void A_stricter_draft_is_contradicted_by_exactly_the_cases_that_skip_its_step()
    {
        var draft = TaskWalk.Load("declaration-approval.json");
        Rewire(draft, "Administration", "Approve", "BudgetOwner");

        var deviating = Plans().Select(new TaskWalk(draft).Run).Count(end => end.StartsWith("deviates", StringComparison.Ordinal));

        deviating.ShouldBe(Words().Count(word => SkipsBudgetOwner().IsMatch(word)));
        deviating.ShouldBe(2_823);
    }

    /// <summary>Any number of rounds that end in a rejection; then approval, or the log ends first.</summary>
    [GeneratedRegex("^(SA(b|B?r))*(SAB?F|SA?B?)?$")]
    private static partial Regex Rule();

    [GeneratedRegex("A[Fr]")]
    private static partial Regex SkipsBudgetOwner();

    private static IEnumerable<CasePlan> Plans()
    {
        var map = DeclarationExcerptTests.ExampleMap();
        using var file = XesFile.Open(RealLog.Path!);
        using var reader = new XesReader(file.Content);
        foreach (var one in reader.Entries().Cast<LogCase>())
        {
            var plan = CasePlanner.Plan(one, map);
            plan.Problems.ShouldBeEmpty();
            yield return plan;
        }
    }

    private static string Describe(EndRule? end) => end.ShouldNotBeNull().Status switch
    {
        EndStatus.Finished => $"finished: {end.Outputs["Outcome"].GetString()}",
        EndStatus.Waiting => $"waiting: {end.At.ShouldHaveSingleItem()}",
        EndStatus.Cancelled => "cancelled",
    };

    private static List<string> Words()
    {
        using var packed = File.OpenRead(RealLog.Path!);
        using var log = new GZipStream(packed, CompressionMode.Decompress);
        return XDocument.Load(log).Root!.Elements("trace")
            .Select(trace => string.Concat(trace.Elements("event").Select(NameOf).Select(Letter)))
            .ToList();
    }

    private static string NameOf(XElement happened) =>
        happened.Elements("string").Single(text => text.Attribute("key")!.Value == "concept:name").Attribute("value")!.Value;

    private static char Letter(string name) => name switch
    {
        "Declaration SUBMITTED by EMPLOYEE" => 'S',
        "Declaration APPROVED by ADMINISTRATION" => 'A',
        "Declaration APPROVED by BUDGET OWNER" => 'B',
        "Declaration REJECTED by BUDGET OWNER" => 'b',
        "Declaration FINAL_APPROVED by SUPERVISOR" => 'F',
        "Declaration REJECTED by SUPERVISOR" => 'r',
        _ => throw new InvalidOperationException($"Expected one of the log's six events, but found '{name}'."),
    };

    private static void Rewire(JsonNode definition, string from, string port, string to)
    {
        var arrow = definition["root"]!["connections"]!.AsArray().Select(at => at!)
            .Single(at => (string)at["source"]!["activity"]! == from && (string)at["source"]!["port"]! == port);
        arrow["target"]!["activity"] = to;
    }
}
