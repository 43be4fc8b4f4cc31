using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Approvals.ApprovalFlow;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

/// <summary>Sending the flow back, and how it comes forward again.</summary>
public class ReturnTests
{
    [Fact]
    public void A_refusal_goes_back_where_the_task_says_so()
    {
        var rig = Line3(("t3", "OnRefusal", "Return"), ("t3", "ReturnTo", "t1"));
        Agree(rig, "t1", "t2").Decide("t3", "Reject", "c");

        rig.Waiting.ShouldBe("t1");
        rig.Effects.OfType<CloseTask>().Last().Outcome.ShouldBe("Returned");
        Agree(rig, "t1", "t2", "t3").Lines.ShouldBe("end");
    }

    [Theory]
    [InlineData("Previous", "t2")]
    [InlineData("t1", "t1")]
    [InlineData("Initiator", "revise")]
    public void A_person_returns_it(string to, string waiting)
    {
        var rig = Agree(Line3(), "t1", "t2").Act("t3", "c", new ReturnTask(to) { Comment = "price" });

        rig.Waiting.ShouldBe(waiting);
        rig.Journal.ShouldContain(e => e.Event == JournalEvent.Action && e.Message == $"Returned to {waiting}: price");
        rig.LastEffects.OfType<NotifyTask>().ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Returned);
    }

    [Theory]
    [InlineData("t2", "t3", "'t2' cannot be returned to 't3'. It can be to: t1.")]
    [InlineData("t2", "gone", "'t2' cannot be returned to 'gone'. It can be to: t1.")]
    [InlineData("t1", "Previous", "No task was passed before 't1' that could be returned to.")]
    public void It_is_not_returned_to_what_was_not_passed(string from, string to, string why)
    {
        var rig = from == "t2" ? Agree(Line3(), "t1") : Line3();

        rig.Refuse(Rig.Action(rig.TaskOf(from), from == "t2" ? "b" : "a", new ReturnTask(to))).Message.ShouldBe(why);
        rig.Refuse(Rig.Action(rig.TaskOf(from), "eve", new ReturnTask(to))).Kind.ShouldBe(Refusal.NotAllowed);
    }

    [Fact]
    public void Step_by_step_everybody_is_asked_again() =>
        Agree(Agree(Line3(), "t1", "t2").Act("t3", "c", new ReturnTask("t1", AfterReturn.StepByStep)), "t1").Waiting.ShouldBe("t2");

    [Fact]
    public void Straight_back_it_comes_to_who_returned_it()
    {
        var rig = Agree(Line3(), "t1", "t2").Act("t3", "c", new ReturnTask("t1", AfterReturn.StraightBack));

        Agree(rig, "t1").Waiting.ShouldBe("t3");
        rig.Journal.ShouldContain(e => e.ActivityId == "t2" && e.Message == "Not asked again: b agreed before the return");
        Agree(rig, "t3").Lines.ShouldBe("end");
    }

    [Fact]
    public void From_the_initiator_too_it_comes_straight_back()
    {
        var rig = Agree(Line3(), "t1", "t2").Act("t3", "c", new ReturnTask("Initiator", AfterReturn.StraightBack));

        Agree(rig, "revise").Waiting.ShouldBe("t3");
    }

    [Fact]
    public void Straight_back_asks_again_where_a_protected_field_has_changed()
    {
        var rig = Agree(Line3(("t2", "ProtectedFields", new JsonArray("Amount"))), "t1", "t2").Act("t3", "c", new ReturnTask("t1", AfterReturn.StraightBack));
        rig.Apply(new ModifyVariables(new Dictionary<string, JsonElement> { ["Amount"] = Json(7) }));

        Agree(rig, "t1").Waiting.ShouldBe("t2");
        Agree(rig, "t2").Waiting.ShouldBe("t3");
    }

    [Fact]
    public void Who_agreed_at_the_returning_task_keeps_the_agreement_when_it_comes_straight_back()
    {
        var rig = Agree(Line3(("t3", "Users", new JsonArray("c", "d", "e")), ("t3", "Mode", "All")), "t1", "t2").Decide("t3", "Approve", "d");
        rig.Act("t3", "c", new ReturnTask("t2", AfterReturn.StraightBack));

        Agree(rig, "t2").Approval("t3").Waiting.ShouldBe(["user:c", "user:e"]);
        rig.Decide("t3", "Approve", "e").Decide("t3", "Approve", "c").Lines.ShouldBe("end");
    }

    [Fact]
    public void A_return_out_of_a_branch_withdraws_the_others_and_straight_back_asks_only_those_who_had_not_agreed()
    {
        var rig = Rig.Started(Chart(
            [Task("t0", ("Users", "z")), Fork("fork", "A", "B", "C"), Task("t1", ("Users", "a")), Task("t2", ("Users", "b")), Task("t3", ("Users", "c")), Join("join", "WaitAll"), Line("end")],
            "t0:Approve -> fork", "fork:A -> t1", "fork:B -> t2", "fork:C -> t3", "t1:Approve -> join", "t2:Approve -> join", "t3:Approve -> join", "join -> end"));
        rig.Decide("t0", "Approve", "z").Decide("t1", "Approve", "a").Act("t3", "c", new ReturnTask("t0", AfterReturn.StraightBack));
        rig.Waiting.ShouldBe("t0");

        rig.Decide("t0", "Approve", "z").Waiting.Split(' ').Order().ShouldBe(["t2", "t3"]);
        rig.Decide("t3", "Approve", "c").Decide("t2", "Approve", "b").Lines.ShouldBe("end");
    }

    [Fact]
    public void What_was_refused_after_a_return_frees_nobody_later()
    {
        var rig = Agree(Line3(("t1", "Outcomes", new JsonArray("Approve", "Again"))), "t1", "t2").Act("t3", "c", new ReturnTask("t1", AfterReturn.StraightBack));

        rig.Decide("t1", "Again", "a");
        ApprovalHistory.Of(rig.State).ShouldSatisfyAllConditions(h => h.Kept.ShouldBeEmpty(), h => h.Reopened.ShouldBeEmpty());
    }

    [Fact]
    public void Step_by_step_also_those_are_asked_again_who_would_be_passed_as_the_same_approver()
    {
        var rig = Agree(Line3(("t2", "SameApprover", "Skip"), ("t1", "SameApprover", "Skip")), "t1", "t2").Act("t3", "c", new ReturnTask("t1", AfterReturn.StepByStep));
        rig.Waiting.ShouldBe("t1");

        Agree(rig, "t1").Waiting.ShouldBe("t2");
    }

    [Fact]
    public void Whoever_refused_is_asked_again_when_it_comes_straight_back()
    {
        var rig = Agree(Line3(("t3", "Users", new JsonArray("c", "d")), ("t3", "Mode", "All"), ("t3", "OnRefusal", "Return"), ("t3", "ReturnTo", "t1"), ("t3", "AfterReturn", "StraightBack")), "t1", "t2");
        rig.Decide("t3", "Approve", "d").Decide("t3", "Reject", "c");

        Agree(rig, "t1").Approval("t3").Waiting.ShouldBe(["user:c"]);
    }
}
