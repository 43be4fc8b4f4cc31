using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

/// <summary>A burst whose state would be too large is not applied, and the instance is as good as before.</summary>
public class StateLimitTests
{
    private static readonly EngineLimits Small = EngineLimits.Default with { StateBytes = 10_000 };

    [Fact]
    public void A_state_that_grows_past_its_limit_is_not_stored()
    {
        var rig = Growing();

        rig.Send("x");

        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        rig.Waiting.ShouldBe("x other");
        rig.State.Incidents.ShouldHaveSingleItem().Type.ShouldBe("StateLimit");
    }

    [Fact]
    public void The_other_branches_go_on()
    {
        var rig = Growing().Send("x").Send("other");

        rig.Lines.ShouldBe("beside");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public void What_is_tried_again_and_again_is_one_incident() => Growing().Send("x").Send("x").Send("x").State.Incidents.ShouldHaveSingleItem();

    [Fact]
    public void A_start_that_does_not_fit_is_over_and_its_parent_hears_of_it()
    {
        var parent = Guid.NewGuid();
        var rig = new Rig(Workflow(Event("x")), Small);

        rig.Start(new StartWorkflow { ParentInstanceId = parent, ParentBookmarkId = 3, Input = new Dictionary<string, System.Text.Json.JsonElement> { ["big"] = Rig.Json(new string('x', 20_000)) } });

        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var notice = rig.Effect<NotifyParent>();
        (notice.ParentInstanceId, notice.BookmarkId, notice.SubStatus).ShouldBe((parent, 3, WorkflowSubStatus.Faulted));
        rig.Refuse(new RetryIncident(null)).Message.ShouldContain("Start it anew");
    }

    private static Rig Growing() => new Rig(
        Workflow(
            Chart([Fork("f", "A", "B"), Event("x"), Script("grow", "setVariable('v', 'x'.repeat(20000))"), Event("y"), Event("other"), Line("beside")], "f:A -> x", "x -> grow", "grow -> y", "f:B -> other", "other -> beside"),
            ("v", "String", "")),
        Small).Start();
}
