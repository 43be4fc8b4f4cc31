using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class WaitingTests
{
    [Fact]
    public void A_delay_waits_for_its_time()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.Delay", "d", ("TimeSpan", "01:00:00")), Line("end")));

        rig.Effect<SetDeadline>().DueAt.ShouldBe(Rig.Noon.AddHours(1));
        rig.Wait(TimeSpan.FromMinutes(59)).Lines.ShouldBe("");
        rig.Wait(TimeSpan.FromMinutes(1)).Lines.ShouldBe("end");
    }

    [Fact]
    public void Cron_inside_a_workflow_waits_for_the_next_occurrence()
    {
        var rig = Rig.Started(Activity("Elsa.Cron", "c", ("CronExpression", "0 9 * * *")));

        rig.Effect<SetDeadline>().DueAt.ShouldBe(new DateTimeOffset(2026, 5, 5, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_deadline_fires_once()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.Delay", "d", ("TimeSpan", "00:00:01")), Event("x")));
        var deadline = rig.Effect<SetDeadline>().DeadlineId;
        rig.Wait(TimeSpan.FromSeconds(1));

        rig.Refuse(new FireDeadline(deadline)).Kind.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void An_event_without_a_payload_gives_an_empty_object()
    {
        var rig = Rig.Started(Event("x"));

        rig.Send("x");

        rig.State.ActivityOutputs["x"]["Result"].GetRawText().ShouldBe("{}");
    }

    [Fact]
    public void A_trigger_that_started_the_workflow_does_not_wait_but_waits_when_reached_again()
    {
        var rig = new Rig(Workflow(Chart([Event("x") with { CanStartWorkflow = true }, Line("a")], "x -> a", "a -> x")));

        rig.Start(new StartWorkflow { TriggerActivityId = "x" });

        rig.Lines.ShouldBe("a");
        rig.Waiting.ShouldBe("x");
    }

    [Fact]
    public void A_bookmark_is_answered_once()
    {
        var rig = Rig.Started(Sequence("s", Event("x"), Event("y")));
        var first = rig.State.Bookmarks[0].Id;
        rig.Send("x");

        rig.Refuse(new ResumeBookmark(first, default)).Kind.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void A_waiting_parent_takes_the_result_of_its_child_exactly_once()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.ExecuteWorkflow", "child", ("WorkflowDefinitionId", "other"), ("WaitForCompletion", true)), Event("x")));
        var start = rig.Effect<StartChild>();
        var ended = new ChildEnded(start.BookmarkId!.Value, start.ChildInstanceId, WorkflowSubStatus.Finished, new Dictionary<string, System.Text.Json.JsonElement> { ["Total"] = Rig.Json(7) });

        rig.Apply(ended);

        rig.State.ActivityOutputs["child"]["Result"].GetProperty("Output").GetProperty("Total").GetInt32().ShouldBe(7);
        rig.Waiting.ShouldBe("x");
        rig.Refuse(ended).Kind.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void Cancelling_a_parent_cancels_the_child_that_it_waits_for()
    {
        var rig = Rig.Started(Activity("Elsa.DispatchWorkflow", "child", ("WorkflowDefinitionId", "other"), ("WaitForCompletion", true)));

        rig.Apply(new CancelWorkflow("enough"));

        rig.Effect<CancelChild>().ChildInstanceId.ShouldBe(rig.Effect<StartChild>().ChildInstanceId);
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void A_held_instance_refuses_and_asks_for_its_deadlines_again_when_released()
    {
        var rig = Rig.Started(Activity("Elsa.Delay", "d", ("TimeSpan", "01:00:00")));
        var deadline = rig.Effect<SetDeadline>().DeadlineId;
        rig.Apply(new HoldWorkflow("stocktaking"));
        rig.Now += TimeSpan.FromHours(2);

        rig.Refuse(new FireDeadline(deadline)).Kind.ShouldBe(Refusal.NotOpen);
        rig.Apply(new ReleaseWorkflow()).LastEffects.ShouldHaveSingleItem().ShouldBeOfType<SetDeadline>().DeadlineId.ShouldBe(deadline);
        rig.Apply(new FireDeadline(deadline)).State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void Bulk_dispatch_waits_for_all_children()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.BulkDispatchWorkflows", "bulk", ("WorkflowDefinitionId", "other"), ("Items", new JsonArray(1, 2))), Line("end")));
        var starts = rig.Effects.OfType<StartChild>().ToList();
        starts.Select(s => s.Input["Item"].GetInt32()).ShouldBe([1, 2]);

        foreach (var start in starts)
        {
            rig.Lines.ShouldBe("");
            rig.Apply(new ChildEnded(start.BookmarkId!.Value, start.ChildInstanceId, WorkflowSubStatus.Finished, new Dictionary<string, System.Text.Json.JsonElement>()));
        }

        rig.Lines.ShouldBe("end");
    }
}
