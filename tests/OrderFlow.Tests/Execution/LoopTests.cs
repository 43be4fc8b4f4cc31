using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class LoopTests
{
    // The step says which way it goes; one that leads away from the end has no round.
    [Theory]
    [InlineData(1, 3, 1, true, "1 2 3")]
    [InlineData(1, 3, 1, false, "1 2")]
    [InlineData(3, 1, -1, true, "3 2 1")]
    [InlineData(3, 1, -1, false, "3 2")]
    [InlineData(3, 1, 1, true, "")]
    [InlineData(1, 3, -1, true, "")]
    [InlineData(1, 0, 1, true, "")]
    [InlineData(5, 5, 1, true, "5")]
    [InlineData(5, 5, -1, true, "5")]
    [InlineData(5, 5, 1, false, "")]
    [InlineData(5, 5, -1, false, "")]
    [InlineData(0, 10, 5, true, "0 5 10")]
    [InlineData(0, 9, 5, true, "0 5")]
    [InlineData(-2, -6, -2, true, "-2 -4 -6")]
    [InlineData(1, 5, 10, true, "1")]
    [InlineData(2147483646, 2147483647, 1, true, "2147483646 2147483647")]
    public void For_counts_by_its_step(int start, int end, int step, bool inclusive, string lines)
    {
        var rig = Rig.Started(Sequence("s", Counting(("Start", start), ("End", end), ("Step", step), ("OuterBoundInclusive", inclusive)), Line("after")));

        rig.Lines.ShouldBe($"{lines} after".TrimStart());
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void For_counts_from_zero_by_one_and_takes_the_end_in_when_nothing_else_is_said() => Rig.Started(Counting(("End", 2))).Lines.ShouldBe("0 1 2");

    [Fact]
    public void For_with_a_step_of_zero_is_stopped_at_the_limit()
    {
        var rig = new Rig(Workflow(Counting(("Start", 1), ("End", 5), ("Step", 0))), EngineLimits.Default with { ActivitiesPerBurst = 20 });

        rig.Start().State.Incidents.ShouldHaveSingleItem().Type.ShouldBe("BurstLimit");
    }

    [Fact]
    public void For_keeps_the_end_that_it_began_with()
    {
        var loop = Activity("Elsa.For", "for", ("Start", 1)).Js("End", "getVariable('n')").With("Body", Sequence("b", Script("more", "setVariable('n', getVariable('n') + 5)"), Event("x")));

        var rig = Rig.Started(Sequence("s", loop, Line("after")), ("n", "Int32", "2"));

        rig.Send("x").Send("x").Lines.ShouldBe("after");
    }

    [Theory]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("'one'", "one0")]
    [InlineData("['x', 'y']", "x0 y1")]
    [InlineData("[[1, 2], [3]]", "1,20 31")]
    [InlineData("JSON.stringify(['x', 'y'])", "x0 y1")]
    public void ForEach_and_ParallelForEach_take_what_there_is(string items, string lines)
    {
        foreach (var type in new[] { "Elsa.ForEach", "Elsa.ParallelForEach" })
        {
            var body = Activity("Elsa.WriteLine", "w").Js("Text", "String(getVariable('CurrentValue')) + getVariable('CurrentIndex')");

            Rig.Started(Sequence("s", Activity(type, "each").Js("Items", items).With("Body", body), Line("after"))).Lines.ShouldBe($"{lines} after".TrimStart(), type);
        }
    }

    [Fact]
    public void The_value_of_a_round_is_an_output_and_reaches_the_variable_that_it_is_bound_to()
    {
        var loop = Activity("Elsa.ForEach", "each", ("Items", new JsonArray("x", "y"))).With("Body", Line("w").Js("Text", "getVariable('item') + getCurrentValueFromEach()"));

        var rig = Rig.Started(loop with { Outputs = new Dictionary<string, string> { ["CurrentValue"] = "id-item" }, Name = "Each" }, ("item", "String", null));

        rig.Lines.ShouldBe("xx yy");
    }

    [Fact]
    public void Each_parallel_round_starts_once_and_resumes_once()
    {
        var rig = Rig.Started(Activity("Elsa.ParallelForEach", "each", ("Items", """["x","y"]""")).With("Body", Activity("Elsa.Event", "e").Js("EventName", "getVariable('CurrentValue')")));
        rig.Send("y").Send("x");

        var rounds = rig.Journal.Where(e => e.ActivityId == "e").GroupBy(e => e.ExecutionId).Select(g => string.Join(" ", g.Select(e => e.Event)));

        rounds.ShouldBe(["Started Suspended Resumed Completed", "Started Suspended Resumed Completed"]);
    }

    [Fact]
    public void While_asks_before_every_round_and_keeps_count_over_waits()
    {
        var rig = Rig.Started(
            Sequence("s", Activity("Elsa.While", "w").Js("Condition", "getVariable('n') < 2").With("Body", Sequence("b", Script("inc", "setVariable('n', getVariable('n') + 1)"), Event("x"))), Line("after")),
            ("n", "Int32", "0"));

        rig.Send("x").Lines.ShouldBe("");
        rig.Send("x").Lines.ShouldBe("after");
    }

    [Fact]
    public void A_loop_in_a_loop_sees_its_own_value_first()
    {
        var inner = Activity("Elsa.ForEach", "inner", ("Items", new JsonArray("x", "y"))).With("Body", Line("w").Js("Text", "getVariable('CurrentValue') + getVariable('CurrentIndex')"));
        var outer = Activity("Elsa.For", "outer", ("Start", 1), ("End", 2)).With("Body", Sequence("b", inner, Line("o").Js("Text", "getVariable('CurrentValue')")));

        Rig.Started(outer).Lines.ShouldBe("x0 y1 1 x0 y1 2");
    }

    [Fact]
    public void A_flowchart_in_a_loop_in_a_flowchart_begins_anew_in_every_round()
    {
        var body = Chart([Fork("f", "A", "B"), Event("x"), Line("b"), Join("j", "WaitAll"), Line("joined")], "f:A -> x", "f:B -> b", "x -> j", "b -> j", "j -> joined") with
        {
            Id = "inner",
            Variables = [new VariableDefinition("id-v", "v", "Int32", false, "0")],
        };
        var rig = Rig.Started(Chart([Activity("Elsa.For", "for", ("Start", 1), ("End", 2)).With("Body", body), Line("after")], "for -> after"));

        rig.Send("x").Lines.ShouldBe("b joined b");
        rig.Send("x").Lines.ShouldBe("b joined b joined after");
    }

    [Fact]
    public void Variables_of_a_container_have_their_default_again_in_every_round()
    {
        var body = Sequence("b", Script("inc", "setVariable('v', getVariable('v') + 1)"), Line("w").Js("Text", "getVariable('v')")) with { Variables = [new VariableDefinition("id-v", "v", "Int32", false, "7")] };

        Rig.Started(Sequence("s", Activity("Elsa.For", "for", ("Start", 1), ("End", 2)).With("Body", body), Line("out").Js("Text", "String(getVariable('v'))"))).Lines.ShouldBe("8 8 null");
    }

    private static ActivityDefinition Counting(params (string Name, JsonNode? Value)[] inputs) =>
        Activity("Elsa.For", "for", inputs).With("Body", Line("w").Js("Text", "getVariable('CurrentValue')"));
}
