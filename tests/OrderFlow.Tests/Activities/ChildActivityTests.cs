using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Activities;

/// <summary>ExecuteWorkflow, DispatchWorkflow and BulkDispatchWorkflows as their parent sees them.</summary>
public class ChildActivityTests
{
    [Theory]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.DispatchWorkflow")]
    [InlineData("Elsa.BulkDispatchWorkflows")]
    public void A_child_is_told_who_its_parent_is(string type)
    {
        var rig = Rig.Started(Activity(type, "child", ("WorkflowDefinitionId", "other"), ("Items", new JsonArray(1))));

        rig.Effect<StartChild>().Input["ParentInstanceId"].GetString().ShouldBe(rig.State.Id.ToString());
    }

    [Fact]
    public void Execute_without_waiting_goes_on_with_what_the_child_has_come_to()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.ExecuteWorkflow", "child", ("WorkflowDefinitionId", "other")), Line("end")));
        rig.Lines.ShouldBe("");

        rig.Apply(Ended(rig.Effect<StartChild>(), WorkflowSubStatus.Suspended, ("Total", 7)));

        rig.Lines.ShouldBe("end");
        var result = rig.State.ActivityOutputs["child"]["Result"];
        (result.GetProperty("Status").GetString(), result.GetProperty("SubStatus").GetString()).ShouldBe(("Running", "Suspended"));
        result.GetProperty("Output").GetProperty("Total").GetInt32().ShouldBe(7);
    }

    [Fact]
    public void A_child_whose_parent_waits_until_it_is_idle_reports_once()
    {
        var rig = new Rig(Workflow(Sequence("s", Event("x"), Line("end"))));

        rig.Start(new StartWorkflow { ParentInstanceId = Guid.NewGuid(), ParentBookmarkId = 3, ParentWaitsUntilIdle = true });

        rig.Effect<NotifyParent>().SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        rig.Send("x").LastEffects.OfType<NotifyParent>().ShouldBeEmpty();
    }

    [Fact]
    public void The_result_of_dispatch_is_the_output_of_the_child()
    {
        var rig = Rig.Started(Activity("Elsa.DispatchWorkflow", "child", ("WorkflowDefinitionId", "other"), ("WaitForCompletion", true)));

        rig.Apply(Ended(rig.Effect<StartChild>(), WorkflowSubStatus.Faulted, ("Total", 7)));

        rig.State.ActivityOutputs["child"]["Result"].GetRawText().ShouldBe("""{"Total":7}""");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished, "a faulted child does not fault its parent");
    }

    [Fact]
    public void A_workflow_that_does_not_exist_fails_the_activity_and_can_be_tried_again()
    {
        var rig = Rig.Started(Activity("Elsa.ExecuteWorkflow", "child", ("WorkflowDefinitionId", "other"), ("WaitForCompletion", true)));

        rig.Apply(Ended(rig.Effect<StartChild>(), WorkflowSubStatus.Faulted) with { Failure = "no published version", IsMissing = true });

        rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldBe("no published version");
        rig.Apply(new RetryIncident(null)).LastEffects.OfType<StartChild>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("[]", true)]
    [InlineData("[1]", false)]
    public void Bulk_dispatch_that_waits_for_nobody_is_done_and_not_completed(string items, bool waits)
    {
        var bulk = Activity("Elsa.BulkDispatchWorkflows", "bulk", ("WorkflowDefinitionId", "other"), ("Items", JsonNode.Parse(items)), ("WaitForCompletion", waits));

        Rig.Started(Chart([bulk, Line("completed"), Line("done")], "bulk:Completed -> completed", "bulk:Done -> done")).Lines.ShouldBe("done");
    }

    [Fact]
    public void Bulk_dispatch_gives_each_child_its_item_and_a_number_of_its_own()
    {
        var rig = Rig.Started(Activity("Elsa.BulkDispatchWorkflows", "bulk", ("WorkflowDefinitionId", "other"), ("Items", JsonNode.Parse("""[{"Order":"A","Qty":2},"B"]""")),
            ("DefaultItemInputKey", "Order"), ("Input", JsonNode.Parse("""{"Order":"none","Site":"X"}"""))).Js("CorrelationIdFunction", "'no-' + (getOrder().Order ?? getOrder())"));

        var starts = rig.Effects.OfType<StartChild>().ToList();

        starts.Select(s => s.Input["Order"].GetString()).ShouldBe(["A", "B"]);
        starts.Select(s => s.Input["Site"].GetString()).ShouldBe(["X", "X"]);
        starts.Select(s => s.CorrelationId).ShouldBe(["no-A", "no-B"]);
        starts[0].Input["Qty"].GetInt32().ShouldBe(2);
        starts[1].Input.ShouldNotContainKey("Qty");
    }

    [Fact]
    public void Bulk_dispatch_reacts_to_finished_and_faulted_children_alone_and_then_completes()
    {
        var reaction = new ActivityDefinition { Id = "ok", Name = "ok", Type = "Elsa.WriteLine" }
            .Js("Text", "getInput('WorkflowSubStatus') + ':' + getInput('WorkflowOutput').Total + ':' + (getInput('WorkflowInstanceId') === getVariable('ChildInstanceId'))");
        var bulk = Activity("Elsa.BulkDispatchWorkflows", "bulk", ("WorkflowDefinitionId", "other"), ("Items", new JsonArray(1, 2, 3))).With("ChildCompleted", reaction).With("ChildFaulted", Line("bad"));
        var rig = Rig.Started(Chart([bulk, Line("completed")], "bulk:Completed -> completed"));
        var starts = rig.Effects.OfType<StartChild>().ToList();

        rig.Apply(Ended(starts[0], WorkflowSubStatus.Finished, ("Total", 5)));
        rig.Apply(Ended(starts[1], WorkflowSubStatus.Cancelled));
        rig.Apply(Ended(starts[2], WorkflowSubStatus.Faulted));

        rig.Lines.ShouldBe("Finished:5:true bad completed");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    private static ChildEnded Ended(StartChild start, WorkflowSubStatus status, params (string Name, object Value)[] output) =>
        new(start.BookmarkId!.Value, start.ChildInstanceId, status, output.ToDictionary(o => o.Name, o => Json(o.Value)));
}
