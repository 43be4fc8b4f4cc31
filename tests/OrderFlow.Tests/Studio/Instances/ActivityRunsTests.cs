using OrderFlow.Engine.Execution;
using OrderFlow.Studio.Instances;
using OrderFlow.Tests.Execution;

namespace OrderFlow.Tests.Studio.Instances;

public sealed class ActivityRunsTests
{
    [Fact]
    public void A_run_is_gathered_from_the_lines_of_the_journal()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Line("a"), Flow.Event("e")));

        Tell(rig).ShouldBe("1 Workflow1 Running by 0 depth 0; 2 s Running by 1 depth 1; 3 a Completed by 2 depth 2; 4 e Running waits by 2 depth 2");
    }

    [Fact]
    public void What_has_ended_is_told_by_the_journal_alone()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Line("a"), Flow.Event("e"))).Send("e");

        Tell(rig).ShouldBe("1 Workflow1 Completed by 0 depth 0; 2 s Completed by 1 depth 1; 3 a Completed by 2 depth 2; 4 e Completed by 2 depth 2");
    }

    [Fact]
    public void A_flowchart_schedules_after_the_activity_before()
    {
        var rig = Rig.Started(Flow.Chart([Flow.Line("a"), Flow.Line("b"), Flow.Event("e")], "a -> b", "b -> e"));

        Tell(rig).ShouldContain("5 e Running waits by 4 depth 4");
    }

    [Fact]
    public void What_is_cancelled_is_neither_done_nor_open()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Event("e"))).Apply(new CancelWorkflow("enough"));

        Tell(rig).ShouldBe("1 Workflow1 Canceled by 0 depth 0; 2 s Canceled by 1 depth 1; 3 e Canceled by 2 depth 2");
    }

    [Fact]
    public void A_failure_counts_for_all_around_it_and_is_gone_after_a_retry()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Script("x", "if (getVariable('Bad')) throw 'no'")), ("Bad", "Boolean", "true"));
        Tell(rig).ShouldBe("1 Workflow1 Running 1 faults by 0 depth 0; 2 s Running 1 faults by 1 depth 1; 3 x Faulted 1 faults by 2 depth 2");

        rig.Apply(new ModifyVariables(new Dictionary<string, System.Text.Json.JsonElement> { ["Bad"] = Flow.Json(false) })).Apply(new RetryIncident(null));

        Tell(rig).ShouldEndWith("3 x Completed 1 faults by 2 depth 2");
    }

    [Fact]
    public void Where_the_oldest_part_of_the_journal_is_gone_the_living_are_still_there()
    {
        var rig = Rig.Started(Flow.Sequence("s", Flow.Line("a"), Flow.Event("e")));

        var runs = ActivityRuns.Of(rig.State, []);

        string.Join(" ", runs.Select(r => r.ActivityKey)).ShouldBe("Workflow1 s e");
    }

    private static string Tell(Rig rig) => string.Join("; ", ActivityRuns.Of(rig.State, rig.Journal).Select(r =>
        $"{r.Id} {r.ActivityKey} {r.Status}{(r.HasBookmarks ? " waits" : "")}{(r.Faults > 0 ? $" {r.Faults} faults" : "")} by {r.ScheduledBy} depth {r.Depth}"));
}
