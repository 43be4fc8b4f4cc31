using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class FlowchartTests
{
    [Fact]
    public void Activities_run_along_their_connections()
    {
        var rig = Rig.Started(Chart([Line("a"), Line("b"), Line("c")], "a -> b", "b -> c"));

        rig.Lines.ShouldBe("a b c");
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("true", "yes end")]
    [InlineData("false", "no end")]
    public void A_decision_takes_one_way_and_the_implicit_join_does_not_wait_for_the_other(string condition, string lines) =>
        Rig.Started(Chart([Decision("d", condition), Line("yes"), Line("no"), Line("end")], "d:True -> yes", "d:False -> no", "yes -> end", "no -> end"))
            .Lines.ShouldBe(lines);

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public void A_join_waits_for_all_branches_and_fires_once(string mode)
    {
        var rig = Rig.Started(ForkJoin(mode));

        rig.Send("x").Lines.ShouldBe("");
        rig.State.Status.ShouldBe(WorkflowStatus.Running);
        rig.Send("y").Lines.ShouldBe("end");
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void WaitAny_fires_once_with_the_first_and_withdraws_the_other()
    {
        var rig = Rig.Started(ForkJoin("WaitAny"));

        rig.Send("y");

        rig.Lines.ShouldBe("end");
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
        rig.State.Bookmarks.ShouldBeEmpty();
        rig.Effects.OfType<RemoveBookmark>().Count().ShouldBe(2);
    }

    [Fact]
    public void WaitAny_without_waits_fires_once() =>
        Rig.Started(Chart([Fork("f", "A", "B"), Line("a"), Line("b"), Join("j", "WaitAny"), Line("end")], "f:A -> a", "f:B -> b", "a -> j", "b -> j", "j -> end"))
            .Lines.ShouldBe("a b end");

    [Fact]
    public void WaitAll_with_a_branch_that_was_not_taken_goes_on()
    {
        var rig = Rig.Started(Chart(
            [Decision("d", "true"), Line("a"), Line("b"), Join("j", "WaitAll"), Line("end")],
            "d:True -> a", "d:False -> b", "a -> j", "b -> j", "j -> end"));

        rig.Lines.ShouldBe("a end");
    }

    // The branch that is sent back to its own first step keeps the join waiting, and loses nothing (elsa-core#7724, #6725).
    [Fact]
    public void A_branch_that_goes_back_keeps_the_join_waiting()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B"), Task("report"), Task("check"), Event("y"), Join("j", "WaitAll"), Line("end")],
            "f:A -> report", "report:Approve -> check", "check:Reject -> report", "check:Approve -> j", "f:B -> y", "y -> j", "j -> end"));
        rig.Decide("report", "Approve").Decide("check", "Reject");

        rig.Send("y");

        rig.Lines.ShouldBe("");
        rig.Waiting.ShouldBe("report");
        rig.Decide("report", "Approve").Decide("check", "Approve").Lines.ShouldBe("end");
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    // elsa-core#7993: in a second round the join is reached from the other side.
    [Theory]
    [InlineData("WaitAny")]
    [InlineData("WaitAll")]
    public void A_join_inside_a_loop_fires_in_every_round(string mode)
    {
        var rig = Rig.Started(
            Chart(
                [Line("s"), Decision("d", "getVariable('n') % 2 == 0"), Line("a"), Line("b"), Join("j", mode), Script("inc", "setVariable('n', getVariable('n') + 1)"), Decision("again", "getVariable('n') < 3"), Line("end")],
                "s -> d", "d:True -> a", "d:False -> b", "a -> j", "b -> j", "j -> inc", "inc -> again", "again:True -> s", "again:False -> end"),
            ("n", "Int32", "0"));

        rig.Lines.ShouldBe("s a s b s a end");
    }

    [Fact]
    public void Returning_withdraws_what_came_from_there_and_leaves_what_stands_beside()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B"), Task("edit"), Fork("g", "S", "F"), Task("sales"), Task("finance"), Join("j", "WaitAll"), Event("beside"), Line("end"), Line("other")],
            "f:A -> edit", "edit:Approve -> g", "g:S -> sales", "g:F -> finance", "sales:Approve -> j", "finance:Approve -> j", "j -> end", "f:B -> beside", "beside -> other"));
        rig.Decide("edit", "Approve").Decide("sales", "Approve");

        rig.Apply(new ReturnTo("edit", "price"));

        rig.Waiting.ShouldBe("beside edit");
        rig.LastEffects.OfType<CloseTask>().ShouldHaveSingleItem().Outcome.ShouldBeNull();
        rig.Journal[^1].Message.ShouldBeNull();
        rig.Journal.ShouldContain(e => e.Message == "Returned to 'edit': price; withdrawn: 'finance'");
        rig.Decide("edit", "Approve").Decide("sales", "Approve").Decide("finance", "Approve").Lines.ShouldBe("end");
        rig.Send("beside").Lines.ShouldBe("end other");
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void The_return_activity_withdraws_the_sibling_tasks()
    {
        var rig = Rig.Started(Chart(
            [Task("edit"), Fork("g", "S", "F"), Task("sales"), Task("finance"), Join("j", "WaitAll"), Activity("OrderFlow.Return", "back", ("Activity", "edit")), Line("end")],
            "edit:Approve -> g", "g:S -> sales", "g:F -> finance", "sales:Approve -> j", "finance:Approve -> j", "sales:Reject -> back", "finance:Reject -> back", "j -> end"));
        rig.Decide("edit", "Approve");

        rig.Decide("finance", "Reject");

        rig.Waiting.ShouldBe("edit");
        rig.Decide("edit", "Approve").Decide("sales", "Approve").Decide("finance", "Approve").Lines.ShouldBe("end");
    }

    [Theory]
    [InlineData("sales")]
    [InlineData("finance")]
    [InlineData("legal")]
    public void Handing_all_back_to_a_task_beside_withdraws_the_other_branches(string rejects)
    {
        var rig = Rig.Started(Approval());
        var other = rejects == "sales" ? "finance" : "sales";
        rig.Decide(other, "Approve");

        rig.Decide(rejects, "Reject");

        rig.Waiting.ShouldBe("revise");
        rig.Decide("revise", "Approve").Waiting.ShouldBe("sales finance legal");
        rig.Decide("sales", "Approve").Decide("finance", "Approve").Decide("legal", "Approve").Waiting.ShouldBe("sign");
        rig.Decide("sign", "Approve").Lines.ShouldBe("end");
    }

    [Fact]
    public void A_person_who_hands_all_back_withdraws_the_branches_too()
    {
        var rig = Rig.Started(Approval());
        rig.Decide("sales", "Approve");

        rig.Apply(new ReturnTo("revise", null));

        rig.Waiting.ShouldBe("revise");
        rig.Journal.ShouldContain(e => e.Message == "Returned to 'revise'; withdrawn: 'finance', 'legal'");
    }

    [Fact]
    public void Going_back_on_its_own_way_keeps_a_branch_that_a_later_loop_would_begin_again()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B"), Event("a"), Task("check"), Event("b"), Join("j", "WaitAll"), Task("sign"), Activity("OrderFlow.Return", "back", ("Activity", "a")), Line("end")],
            "f:A -> a", "a -> check", "check:Approve -> j", "check:Reject -> back", "f:B -> b", "b -> j", "j -> sign", "sign:Reject -> f", "sign:Approve -> end"));
        rig.Send("a").Decide("check", "Reject");

        rig.Waiting.ShouldBe("b a");
        rig.Send("b").Send("a").Decide("check", "Approve").Decide("sign", "Approve").Lines.ShouldBe("end");
    }

    [Fact]
    public void Handing_back_into_one_branch_keeps_the_branch_that_its_join_still_needs()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B"), Task("a"), Event("b"), Task("repair"), Join("j", "WaitAll"), Activity("OrderFlow.Return", "back", ("Activity", "repair")), Line("end"), Task("sign")],
            "f:A -> a", "a:Approve -> j", "a:Reject -> back", "f:B -> b", "b -> j", "j -> sign", "sign:Approve -> end", "sign:Reject -> repair", "repair:Approve -> a"));
        rig.Decide("a", "Reject");

        rig.Waiting.ShouldBe("b repair");
        rig.Send("b").Decide("repair", "Approve").Decide("a", "Approve").Decide("sign", "Approve").Lines.ShouldBe("end");
    }

    private static ActivityDefinition Approval() => Chart(
        [
            Fork("f", "S", "F", "L"), Task("sales"), Task("finance"), Task("legal"), Join("j", "WaitAll"), Task("sign"), Task("revise"),
            Activity("OrderFlow.Return", "back", ("Activity", "revise")), Line("end"),
        ],
        "f:S -> sales", "f:F -> finance", "f:L -> legal", "sales:Approve -> j", "finance:Approve -> j", "legal:Approve -> j",
        "sales:Reject -> back", "finance:Reject -> back", "legal:Reject -> back", "j -> sign", "sign:Approve -> end", "sign:Reject -> revise", "revise:Approve -> f");

    [Theory]
    [InlineData(MergeMode.Stream, "a b end")]
    [InlineData(MergeMode.None, "a b end")]
    [InlineData(MergeMode.Merge, "a b end")]
    [InlineData(MergeMode.Converge, "a b end")]
    [InlineData(MergeMode.Cascade, "a b end end")]
    [InlineData(MergeMode.Race, "a b end")]
    public void Merge_modes_decide_how_often_the_target_runs(MergeMode mode, string lines) =>
        Rig.Started(Chart([Fork("f", "A", "B"), Line("a"), Line("b"), Line("end") with { MergeMode = mode }], "f:A -> a", "f:B -> b", "a -> end", "b -> end"))
            .Lines.ShouldBe(lines);

    [Theory]
    [InlineData(MergeMode.Merge)]
    [InlineData(MergeMode.Converge)]
    public void A_merge_that_can_never_fire_is_an_incident(MergeMode mode)
    {
        var rig = Rig.Started(Chart([Decision("d", "true"), Line("a"), Line("b"), Line("end") with { MergeMode = mode }], "d:True -> a", "d:False -> b", "a -> end", "b -> end"));

        rig.Lines.ShouldBe("a");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        rig.State.Incidents.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public void End_finishes_the_flowchart_and_withdraws_the_rest()
    {
        var rig = Rig.Started(Chart([Fork("f", "A", "B"), Event("x"), Event("y"), Activity("Elsa.End", "e")], "f:A -> x", "f:B -> y", "y -> e"));

        rig.Send("y");

        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
        rig.Journal.ShouldContain(e => e.ActivityId == "x" && e.Event == JournalEvent.Canceled);
    }

    private static ActivityDefinition ForkJoin(string mode) => Chart(
        [Fork("f", "A", "B"), Event("x"), Event("y"), Join("j", mode), Line("end")],
        "f:A -> x", "f:B -> y", "x -> j", "y -> j", "j -> end");
}
