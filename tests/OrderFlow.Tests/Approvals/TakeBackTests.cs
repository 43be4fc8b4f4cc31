using System.Text.Json.Nodes;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Approvals.ApprovalFlow;

namespace OrderFlow.Tests.Approvals;

/// <summary>Taking a decision back after its task has ended.</summary>
public class TakeBackTests
{
    [Fact]
    public void A_decision_is_taken_back_after_its_task_while_the_next_has_not_acted()
    {
        var rig = Line3(("t1", "Users", new JsonArray("a", "x")), ("t1", "Mode", "All"));
        var first = rig.TaskOf("t1");
        rig.Decide("t1", "Approve", "x").Decide("t1", "Approve", "a");
        rig.Waiting.ShouldBe("t2");

        rig.Refuse(Rig.Action(first, "x", new TakeBack())).Message.ShouldContain("a has decided since");
        rig.Apply(Rig.Action(first, "a", new TakeBack())).Waiting.ShouldBe("t1");
        rig.Approval("t1").Waiting.ShouldBe(["user:a"]);
        rig.Decide("t1", "Approve", "a").Waiting.ShouldBe("t2");
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("decide")]
    public void It_is_not_once_the_next_has_acted(string acted)
    {
        var rig = Line3(("t2", "Users", null), ("t2", "Roles", new JsonArray("finance")));
        var first = rig.TaskOf("t1");
        rig.Decide("t1", "Approve", "a");
        if (acted == "claim") rig.Act("t2", "fay/finance", new ClaimSeat());
        else rig.Decide("t2", "Approve", "fay", "finance");

        rig.Refuse(Rig.Action(first, "a", new TakeBack())).Message.ShouldContain("'t2' has been acted on since");
        rig.Refuse(Rig.Action(first, "eve", new TakeBack())).Kind.ShouldBe(Refusal.NotAllowed);
    }

    [Fact]
    public void A_refusal_that_sent_the_flow_back_is_not_taken_back()
    {
        var rig = Agree(Line3(("t2", "OnRefusal", "Return"), ("t2", "ReturnTo", "t1")), "t1");
        var task = rig.TaskOf("t2");
        rig.Decide("t2", "Reject", "b");

        rig.Refuse(Rig.Action(task, "b", new TakeBack())).Message.ShouldBe("The flow has left 't2': nothing can be taken back there.");
    }
}
