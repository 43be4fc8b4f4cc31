using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class IncidentTests
{
    [Fact]
    public void A_failing_activity_faults_the_instance_and_the_branch_already_scheduled_still_runs()
    {
        var rig = Rig.Started(Chart([Fork("f", "A", "B"), Failing("bad"), Line("b"), Line("c")], "f:A -> bad", "f:B -> b", "b -> c"));

        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
        rig.Lines.ShouldBe("b c");
        rig.Journal.Where(e => e.ActivityId == "bad").Select(e => e.Event).ShouldBe([JournalEvent.Started, JournalEvent.Faulted]);
    }

    [Fact]
    public void A_faulted_instance_keeps_its_other_bookmarks_and_does_not_resume_on_them()
    {
        var rig = Rig.Started(Chart([Fork("f", "A", "B"), Event("x"), Failing("bad")], "f:A -> x", "f:B -> bad"));

        rig.Refuse(new ResumeBookmark(rig.State.Bookmarks.ShouldHaveSingleItem().Id, default)).Kind.ShouldBe(Refusal.NotOpen);
    }

    [Fact]
    public void A_retry_runs_the_failed_activity_again_with_the_variables_as_they_are()
    {
        var rig = Rig.Started(Chart([Line("a"), Failing("bad"), Line("after")], "a -> bad", "bad -> after"), ("ok", "Boolean", "false"));

        rig.Apply(new ModifyVariables(new Dictionary<string, System.Text.Json.JsonElement> { ["ok"] = Rig.Json(true) })).Apply(new RetryIncident(1));

        rig.Lines.ShouldBe("a after");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void With_ContinueWithIncidents_the_other_branches_go_on()
    {
        var definition = Workflow(Chart([Fork("f", "A", "B"), Failing("bad"), Event("x"), Line("after")], "f:A -> bad", "f:B -> x", "x -> after"), ("ok", "Boolean", "false"));
        var rig = new Rig(definition with { Options = new DefinitionOptions { Incidents = IncidentStrategy.ContinueWithIncidents } });

        rig.Start().Send("x");

        rig.Lines.ShouldBe("after");
        rig.State.Status.ShouldBe(WorkflowStatus.Running);
        rig.Apply(new CancelActivity(rig.State.Incidents[0].ExecutionId)).State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Cancelling_one_activity_lets_the_flowchart_go_on_without_it()
    {
        var rig = Rig.Started(Chart([Fork("f", "A", "B"), Event("x"), Event("y"), Join("j", "WaitAll"), Line("end")], "f:A -> x", "f:B -> y", "x -> j", "y -> j", "j -> end"));
        rig.Send("x");

        rig.Apply(new CancelActivity(rig.State.Bookmarks[0].ExecutionId));

        rig.Lines.ShouldBe("end");
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void Scheduling_an_activity_anew_follows_its_connections()
    {
        var rig = Rig.Started(Chart([Line("a"), Event("x"), Line("end")], "a -> x", "x -> end"));

        rig.Apply(new ScheduleActivity("a"));

        rig.Lines.ShouldBe("a a");
        rig.Waiting.ShouldBe("x x");
    }

    [Fact]
    public void Unknown_variables_on_start_are_refused() =>
        new Rig(Workflow(Line("a"))).Refuse(new StartWorkflow { Variables = new Dictionary<string, System.Text.Json.JsonElement> { ["Nope"] = Rig.Json(1) } }).Message.ShouldContain("'Nope'");

    // Fails until the variable "ok" is set.
    private static ActivityDefinition Failing(string id) => Script(id, "if (!getVariable('ok') || getVariable('ok') === 'false') throw new Error('not yet')");
}
