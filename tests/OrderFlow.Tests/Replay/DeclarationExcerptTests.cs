using OrderFlow.Replay.Mapping;
using OrderFlow.Tests.Replay.Xes;

namespace OrderFlow.Tests.Replay;

/// <summary>The example mapping and workflows/declaration-approval.json on cases of our own, in the shape of the real log.</summary>
public class DeclarationExcerptTests
{
    [Theory]
    [InlineData("S A F", "finished: Approved")]
    [InlineData("S A B F", "finished: Approved")]
    [InlineData("S a", "waiting: Revise")]
    [InlineData("S A r S A B r S A F", "finished: Approved")]
    [InlineData("S A b S", "waiting: Administration")]
    [InlineData("S A b W", "finished: Withdrawn")]
    [InlineData("S A", "waiting: Supervisor")]
    [InlineData("S F", "deviates: 2")]
    [InlineData("S A B B F", "deviates: 4")]
    [InlineData("S A F S", "deviates: 4")]
    [InlineData("S S", "deviates: 2")]
    [InlineData("A F", "deviates: 1")]
    public void A_course_of_events_leads_to_a_state_or_deviates(string letters, string end)
    {
        var plan = CasePlanner.Plan(XesText.ReadOne(Declaration(letters.Split(' '))), ExampleMap());

        plan.Problems.ShouldBeEmpty();
        TaskWalk.Of("declaration-approval.json").Run(plan).ShouldBe(end);
    }

    [Fact]
    public void The_start_takes_the_declaration_along()
    {
        var plan = CasePlanner.Plan(XesText.ReadOne(Declaration("S")), ExampleMap());

        var start = plan.Steps.ShouldHaveSingleItem().Action.ShouldBeOfType<StartCase>();
        start.CorrelationId.ShouldBe("declaration 7");
        start.Inputs.Select(input => $"{input.Key}={input.Value.GetRawText()}").ShouldBe(
            ["DeclarationNumber=\"declaration number 8\"", "Amount=392.2802673278743", "Budget=\"budget 5\"", "Employee=\"STAFF MEMBER\""]);
        plan.Steps[0].By!.Roles.ShouldBe(["employee"]);
    }

    public static ReplayMap ExampleMap()
    {
        var map = MapReader.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Replay/Examples/bpic2020-declarations.map.json")), out var problems);
        problems.ShouldBeEmpty();
        return map.ShouldNotBeNull();
    }

    private static string Declaration(params string[] letters) => DeclarationText.Trace(7, letters);
}
