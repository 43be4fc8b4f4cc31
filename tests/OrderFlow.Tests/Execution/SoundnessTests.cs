using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

/// <summary>What random definitions have found: tokens lost, doubled or stuck.</summary>
public class SoundnessTests
{
    private static readonly string[] TwoTimes = ["end", "end"];

    [Fact]
    public void A_join_fires_when_a_race_elsewhere_gives_up_what_it_waited_for()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B", "C"), Event("x"), Event("y"), Event("z"), Event("first") with { MergeMode = MergeMode.Race }, Join("all", "WaitAll"), Line("joined")],
            "f:A -> x", "f:B -> y", "f:C -> z", "x -> first", "y -> first", "y -> all", "z -> all", "all -> joined"));
        rig.Send("z").Lines.ShouldBe("");

        rig.Send("x");

        rig.Waiting.ShouldBe("first");
        rig.Lines.ShouldBe("joined");
    }

    [Fact]
    public void Returning_keeps_a_token_from_beside_that_waits_at_a_join_further_on()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B"), Task("edit"), Event("beside"), Join("j", "WaitAll"), Line("end")],
            "f:A -> edit", "f:B -> beside", "edit:Approve -> j", "beside -> j", "j -> end"));
        rig.Send("beside").Apply(new ReturnTo("edit", null));

        rig.Apply(new CancelActivity(rig.State.Bookmarks.ShouldHaveSingleItem().ExecutionId));

        rig.Lines.ShouldBe("end");
    }

    [Fact]
    public void A_return_inside_a_container_beside_its_target_takes_the_whole_branch_along()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B"), Event("a"), Sequence("s", Event("x"), Activity("OrderFlow.Return", "back", ("Activity", "a")), Event("never"))],
            "f:A -> a", "f:B -> s"));

        rig.Send("x");

        rig.Waiting.ShouldBe("a");
        rig.State.Incidents.ShouldBeEmpty();
        rig.State.Executions.ShouldNotContain(e => e.ActivityId == "s");
    }

    [Fact]
    public void A_return_notes_its_end_once()
    {
        var rig = Rig.Started(Chart([Event("a"), Activity("OrderFlow.Return", "back", ("Activity", "a"))], "a -> back"));

        rig.Send("a");

        rig.Journal.Where(e => e.ActivityId == "back").Select(e => e.Event).ShouldBe([JournalEvent.Started, JournalEvent.Completed]);
    }

    [Fact]
    public void A_join_fires_when_a_return_takes_away_what_it_waited_for()
    {
        var rig = Rig.Started(Chart(
            [Fork("f", "A", "B", "C"), Event("a"), Event("b"), Event("c"), Activity("OrderFlow.Return", "back", ("Activity", "c")), Join("j", "WaitAll"), Line("joined")],
            "f:A -> a", "f:B -> b", "f:C -> c", "a -> j", "b -> back", "back -> j", "j -> joined"));
        rig.Send("a").Lines.ShouldBe("");

        rig.Send("b");

        rig.Waiting.ShouldBe("c");
        rig.Lines.ShouldBe("joined");
    }

    [Fact]
    public void A_sequence_with_an_activity_scheduled_anew_goes_on_with_the_last_of_them()
    {
        var rig = Rig.Started(Sequence("s", Event("x"), Event("y"), Line("end")));
        rig.Apply(new ScheduleActivity("x"));

        rig.Send("x").Waiting.ShouldBe("x");
        rig.Send("x").Waiting.ShouldBe("y");
    }

    [Fact]
    public void A_parallel_loop_waits_for_a_body_scheduled_anew_too()
    {
        var rig = Rig.Started(Activity("Elsa.ParallelForEach", "each", ("Items", new JsonArray(1, 2))).With("Body", Event("x")));
        rig.Apply(new ScheduleActivity("x"));

        rig.Send("x").Send("x").State.Status.ShouldBe(WorkflowStatus.Running);
        rig.Send("x").State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void Break_leaves_its_loop_through_a_flowchart()
    {
        var body = Chart([Sequence("s", Line("in"), Activity("Elsa.Break", "b"), Line("never")), Line("neither")], "s -> neither");

        Rig.Started(Sequence("all", Activity("Elsa.While", "w").Js("Condition", "true").With("Body", body), Line("after"))).Lines.ShouldBe("in after");
    }

    [Fact]
    public void Break_leaves_its_loop_through_a_fork_and_gives_up_the_other_branches()
    {
        var body = Activity("Elsa.Fork", "fork") with { Activities = [Event("x"), Sequence("s", Line("in"), Activity("Elsa.Break", "b"))] };
        var rig = Rig.Started(Sequence("all", Activity("Elsa.While", "w").Js("Condition", "true").With("Body", body), Event("after")));

        rig.Waiting.ShouldBe("after");
    }

    [Fact]
    public void A_join_that_can_never_fire_is_an_incident_in_each_round()
    {
        var body = Chart([Decision("d", "true"), Line("a"), Line("b"), Line("end") with { MergeMode = MergeMode.Merge }], "d:True -> a", "d:False -> b", "a -> end", "b -> end");

        var rig = Rig.Started(Activity("Elsa.ParallelForEach", "each", ("Items", new JsonArray(1, 2))).With("Body", body));

        rig.State.Incidents.Select(i => i.Type).ShouldBe(["Join", "Join"]);
        rig.State.Incidents.Select(i => i.ActivityId).ShouldBe(TwoTimes);
    }

    [Fact]
    public void A_join_that_waits_for_a_loop_that_cannot_begin_without_it_is_an_incident()
    {
        var rig = Rig.Started(Chart([Line("a"), Event("x") with { MergeMode = MergeMode.Converge }], "a -> x", "x -> x"));

        rig.State.Incidents.ShouldHaveSingleItem().Type.ShouldBe("Join");
    }
}
