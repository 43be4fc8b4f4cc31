using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class EndingTests
{
    [Theory]
    [InlineData("Elsa.End", "in after")]
    [InlineData("Elsa.Finish", "in")]
    [InlineData("Elsa.Complete", "in")]
    public void End_ends_its_sequence_and_the_others_the_workflow(string type, string lines)
    {
        var rig = Rig.Started(Chart([Sequence("s", Line("in"), Activity(type, "e"), Line("never")), Line("after")], "s -> after"));

        rig.Lines.ShouldBe(lines);
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("Elsa.End", "in after")]
    [InlineData("Elsa.Finish", "in")]
    [InlineData("Elsa.Complete", "in")]
    public void End_ends_its_own_flowchart_only(string type, string lines)
    {
        var inner = Chart([Line("in"), Activity(type, "e"), Line("never")], "in -> e", "e -> never") with { Id = "inner" };

        Rig.Started(Chart([inner, Line("after")], "inner -> after")).Lines.ShouldBe(lines);
    }

    [Fact]
    public void End_in_a_loop_ends_the_round_not_the_loop()
    {
        var body = Chart([Line("in"), Activity("Elsa.End", "e"), Line("never")], "in -> e", "e -> never") with { Id = "body" };

        Rig.Started(Sequence("s", Activity("Elsa.For", "for", ("Start", 1), ("End", 2)).With("Body", body), Line("after"))).Lines.ShouldBe("in in after");
    }

    [Theory]
    [InlineData("Elsa.Finish")]
    [InlineData("Elsa.Complete")]
    public void Finish_and_Complete_end_all_from_the_depths_of_loops_and_forks(string type)
    {
        var fork = Activity("Elsa.Fork", "fork") with { Activities = [Event("x"), Task("t"), Sequence("s", Event("y"), Activity(type, "e"))] };
        var rig = Rig.Started(Chart([Activity("Elsa.ForEach", "each").Js("Items", "[1, 2]").With("Body", fork), Line("after")], "each -> after"));

        rig.Send("y");

        rig.Lines.ShouldBe("");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (rig.State.Bookmarks.Count + rig.State.Executions.Count + rig.State.Scheduled.Count).ShouldBe(0);
    }

    [Fact]
    public void If_has_no_other_outcome_than_Done() =>
        Rig.Started(Chart([Activity("Elsa.If", "i", ("Condition", true)), Line("true"), Line("false"), Line("done")], "i:True -> true", "i:False -> false", "i -> done")).Lines.ShouldBe("done");

    [Fact]
    public void Without_a_start_the_first_that_nothing_leads_to_begins_and_no_other()
    {
        var rig = Rig.Started(Chart([Line("late"), Line("a"), Line("b"), Line("other")], "a -> late", "b -> late", "other -> b"));

        rig.Lines.ShouldBe("a late");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void A_start_activity_goes_before_the_first_of_the_file() =>
        Rig.Started(Chart([Line("first"), Activity("Elsa.Start", "start"), Line("a")], "start -> a")).Lines.ShouldBe("a");

    [Fact]
    public void A_trigger_suspends_when_the_workflow_is_started_directly()
    {
        var rig = Rig.Started(Chart([Event("x") with { CanStartWorkflow = true }, Line("a")], "x -> a"));

        rig.Waiting.ShouldBe("x");
        rig.Send("x").Lines.ShouldBe("a");
    }

    [Theory]
    [InlineData("MatchFirst", "b end")]
    [InlineData("MatchAny", "b c end")]
    [InlineData(null, "b end")]
    public void A_flow_switch_takes_the_first_case_or_all(string? mode, string lines)
    {
        var choice = Activity("Elsa.FlowSwitch", "sw", ("Mode", mode)) with { Cases = [Case("A", "false"), Case("B", "true"), Case("C", "true")] };

        Rig.Started(Chart(
            [choice, Line("a"), Line("b"), Line("c"), Line("default"), Line("end")],
            "sw:A -> a", "sw:B -> b", "sw:C -> c", "sw:Default -> default", "a -> end", "b -> end", "c -> end", "default -> end")).Lines.ShouldBe(lines);
    }

    [Theory]
    [InlineData("MatchFirst", "b end")]
    [InlineData("MatchAny", "b c end")]
    public void A_switch_runs_the_first_case_or_all_and_waits_for_them(string mode, string lines)
    {
        var choice = Activity("Elsa.Switch", "sw", ("Mode", mode)) with { Cases = [Case("A", "false", Line("a")), Case("B", "true", Line("b")), Case("C", "true", Line("c"))] };

        Rig.Started(Chart([choice.With("Default", Line("default")), Line("end")], "sw -> end")).Lines.ShouldBe(lines);
    }

    [Fact]
    public void A_switch_without_a_case_that_holds_runs_the_default() =>
        Rig.Started(Chart([(Activity("Elsa.Switch", "sw") with { Cases = [Case("A", "false", Line("a"))] }).With("Default", Line("default")), Line("end")], "sw -> end")).Lines.ShouldBe("default end");

    private static SwitchCase Case(string label, string script, ActivityDefinition? activity = null) => new(label, new Expression("JavaScript", script), activity);
}
