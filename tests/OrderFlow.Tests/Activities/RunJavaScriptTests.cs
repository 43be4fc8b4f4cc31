using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Activities;

public class RunJavaScriptTests
{
    [Theory]
    [InlineData("1", "done")]
    [InlineData("setOutcome('A')", "a")]
    [InlineData("setOutcomes(['A', 'B'])", "a b")]
    [InlineData("setOutcome('A'); setOutcome('B')", "b")]
    [InlineData("", "done")]
    public void The_script_names_the_outcomes(string script, string lines) =>
        Rig.Started(Chart([Script("s", script), Line("a"), Line("b"), Line("done")], "s:A -> a", "s:B -> b", "s -> done")).Lines.ShouldBe(lines);

    [Fact]
    public void A_large_value_is_kept_whole_and_named_by_its_size_in_the_journal()
    {
        var rig = Rig.Started(Sequence("q", Script("s", "'x'.repeat(100000)"), Event("e")));

        rig.State.ActivityOutputs["s"]["Result"].GetString()!.Length.ShouldBe(100_000);
        rig.Journal.Single(e => e.ActivityId == "s" && e.Event == JournalEvent.Completed).Data.GetProperty("outputs").GetProperty("Result").GetString().ShouldBe("(100002 characters)");
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("null", "3")]
    [InlineData("undefined", "3")]
    [InlineData("let a = 1", "3")]
    public void A_script_without_a_value_leaves_the_variable_of_its_result_alone(string script, string expected)
    {
        var bound = Script("s", script) with { Outputs = new Dictionary<string, string> { ["Result"] = "id-X" } };

        var rig = Rig.Started(Sequence("q", bound, Script("after", "variables.X"), Event("e")), ("X", "Int32", 3));

        rig.State.ActivityOutputs["after"]["Result"].GetRawText().ShouldBe(expected);
    }
}
