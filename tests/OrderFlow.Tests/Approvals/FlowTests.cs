using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Approvals.ApprovalFlow;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

/// <summary>Approvals in the flow: who is asked, what is remembered, what is told.</summary>
public class FlowTests
{
    [Fact]
    public void The_initiator_and_the_reasons_are_frozen_with_the_task()
    {
        var rig = Started("t", ("Users", null), ("Assignees", new JsonArray("manager", "role:finance")));

        rig.Approval("t").Seats.Select(s => s.Reason!.Text).ShouldBe(["manager of mia", "role finance"]);
        rig.Effect<OpenTask>().Content.Assignees.ShouldBe(["user:max", "role:finance"]);
    }

    [Fact]
    public void Only_whose_turn_it_is_has_it_on_the_list()
    {
        var rig = Started("t", ("Users", new JsonArray("ann", "ben")), ("Mode", "Sequence"));
        rig.LastEffects.OfType<ChangeSeats>().ShouldHaveSingleItem().Waiting.ShouldBe(["user:ann"]);

        rig.Decide("t", "Approve").LastEffects.OfType<ChangeSeats>().ShouldHaveSingleItem().Waiting.ShouldBe(["user:ben"]);
        rig.Decide("t", "Approve", "ben").Lines.ShouldBe("yes");
    }

    [Fact]
    public void Nobody_to_decide_is_an_incident_that_a_retry_mends()
    {
        var rig = Started("t", ("Users", null), ("Assignees", new JsonArray("role:archive")));
        rig.State.Incidents.ShouldHaveSingleItem().Type.ShouldBe("Assignee");

        rig.Organisation = Organisation.None;
        rig.Apply(new RetryIncident(null)).Decide("t", "Approve", "old", "archive").Lines.ShouldBe("yes");
    }

    [Theory]
    [InlineData("Refuse", "no")]
    [InlineData("Approve", "yes")]
    public void A_task_for_nobody_ends_by_its_rule_and_opens_none(string rule, string lines)
    {
        var rig = Started("t", ("Users", null), ("Assignees", new JsonArray("role:archive")), ("WhenEmpty", rule), ("WhenEmptyReason", "no archive here"));

        rig.Lines.ShouldBe(lines);
        rig.Effects.OfType<OpenTask>().ShouldBeEmpty();
        rig.Journal.ShouldContain(e => e.Message != null && e.Message.StartsWith("Decided without anybody", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("WhenEmpty", "Approve")]
    [InlineData("WhenEmpty", "Assign")]
    [InlineData("OnRefusal", "Return")]
    [InlineData("PassShare", "0")]
    [InlineData("PassShare", "101")]
    [InlineData("Quorum", "-1")]
    [InlineData("Assignees", "boss:ann")]
    [InlineData("Exclude", "activity:gone")]
    [InlineData("Ladder", "soon")]
    public void What_cannot_be_carried_out_is_an_incident_at_once(string input, string value)
    {
        var rig = Started("t", ("Due", "1.00:00:00"), (input, value));

        rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("'t'");
        rig.Effects.OfType<OpenTask>().ShouldBeEmpty();
    }

    [Fact]
    public void A_quorum_that_cannot_be_reached_is_an_incident() =>
        Started("t", ("Mode", "Vote"), ("Quorum", 2)).State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("needs 2 votes");

    [Fact]
    public void The_lot_falls_the_same_when_the_burst_is_decided_again()
    {
        var definition = Workflow(Task("t", ("Users", new JsonArray("a", "b", "c", "d")), ("Mode", "Random")));

        var seats = Enumerable.Range(0, 2).Select(_ => new Rig(definition).Start().Approval("t").Seats.ShouldHaveSingleItem()).Select(s => (s.Entry, s.Reason!.Text)).ToList();

        seats[0].ShouldBe(seats[1]);
        seats[0].Text.ShouldBe("drawn by lot among 4");
    }

    [Fact]
    public void Who_decided_the_one_must_not_decide_the_other_also_when_both_are_open()
    {
        var rig = Rig.Started(Chart(
            [Fork("fork", "A", "B"), Task("t1", ("Roles", new JsonArray("finance"))), Task("t2", ("Roles", new JsonArray("finance")), ("Exclude", new JsonArray("activity:t1")))],
            "fork:A -> t1", "fork:B -> t2"));
        rig.Decide("t1", "Approve", "fay", "finance");

        rig.Refuse(rig.Decision("t2", "Approve", "fay", "finance")).Message.ShouldBe("'fay' must not decide 't2', having decided 't1'.");
        rig.Refuse(Rig.Action(rig.TaskOf("t2"), "fay/finance", new ClaimSeat())).Kind.ShouldBe(Refusal.NotAllowed);
        rig.Decide("t2", "Approve", "fred", "finance").State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Theory]
    [InlineData("Ask", false)]
    [InlineData("Skip", true)]
    [InlineData("SkipAdjacent", true)]
    public void Who_agreed_before_is_asked_again_or_not(string rule, bool passed)
    {
        var rig = Line3(("t2", "Users", "a"), ("t2", "SameApprover", rule)).Decide("t1", "Approve", "a");

        rig.Waiting.ShouldBe(passed ? "t3" : "t2");
    }

    [Fact]
    public void Adjacent_means_the_task_before()
    {
        var rig = Line3(("t3", "Users", "a"), ("t3", "SameApprover", "SkipAdjacent"));

        Agree(rig, "t1", "t2").Waiting.ShouldBe("t3");
    }

    [Fact]
    public void Who_agreed_before_is_asked_again_when_a_protected_field_has_changed()
    {
        var rig = Line3(("t3", "Users", "a"), ("t3", "SameApprover", "Skip"), ("t3", "ProtectedFields", new JsonArray("Amount")));
        Agree(rig, "t1").Apply(new ModifyVariables(new Dictionary<string, JsonElement> { ["Amount"] = Json(7) }));

        Agree(rig, "t2").Waiting.ShouldBe("t3");
    }

    [Fact]
    public void An_approver_chooses_who_decides_later()
    {
        var rig = Line3(("t2", "Users", null), ("t2", "Assignees", "chosen"));

        rig.Refuse(Rig.Action(rig.TaskOf("t1"), "a", new CastDecision("Approve") { Choices = Choose("gone") })).Message.ShouldContain("'gone' is no approval task");
        rig.Act("t1", "a", new CastDecision("Approve") { Choices = Choose("t2") }).Approval("t2").Seats.ShouldHaveSingleItem().Reason!.Text.ShouldBe("chosen by t1");

        static Dictionary<string, IReadOnlyList<string>> Choose(string task) => new() { [task] = ["dan"] };
    }

    [Fact]
    public void Copies_go_out_at_the_end_and_to_nobody_twice()
    {
        var rig = Line3(("t1", "CopyTo", new JsonArray("role:archivist", "x")), ("t2", "CopyTo", new JsonArray("x", "y")));

        rig.Decide("t1", "Approve", "a").LastEffects.OfType<NotifyTask>().ShouldHaveSingleItem().Recipients.ShouldBe(["role:archivist", "user:x"]);
        rig.Decide("t2", "Approve", "b").LastEffects.OfType<NotifyTask>().ShouldHaveSingleItem().Recipients.ShouldBe(["user:y"]);
        var ended = ApprovalHistory.Of(rig.State).Find("t1")!.Approval.TaskId;
        rig.Apply(Rig.Action(ended, "x", new MarkRead()));
        ApprovalHistory.Of(rig.State).Copies.Single(c => c.To == "user:x").ReadAt.ShouldBe(rig.Now);
    }

    [Fact]
    public void Whoever_started_it_revokes_it_and_nobody_else()
    {
        var rig = Line3();

        rig.Refuse(new RevokeWorkflow(null) { Actor = "a" }).Kind.ShouldBe(Refusal.NotAllowed);
        rig.Apply(new RevokeWorkflow("no longer needed") { Actor = "mia" }).State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        rig.Journal.ShouldContain(e => e.Message == "Revoked: no longer needed" && e.Actor == "mia");
    }

    [Fact]
    public void A_task_that_was_opened_before_there_were_seats_goes_on()
    {
        var rig = Started("t", ("Users", new JsonArray("ann", "ben", "cem")), ("Mode", "All"));
        rig.State.Executions.Single(e => e.ActivityId == "t").Data["approval"] =
            JsonElement.Parse("""{"Assignees":["user:ann","user:ben","user:cem"],"Decided":{"user:ann":"Approve"},"Outcomes":["Approve","Reject"],"Mode":0,"Escalated":"role:director","Waiting":[],"Reminded":[]}""");

        rig.Refuse(rig.Decision("t", "Approve", "ann")).Kind.ShouldBe(Refusal.NotOpen);
        rig.Decide("t", "Approve", "ben").Decide("t", "Approve", "dora", "director").Lines.ShouldBe("yes");
    }

    [Fact]
    public void Every_action_is_in_the_journal_with_who_for_whom_and_before_and_after()
    {
        var rig = Started("t", ("Users", new JsonArray("ann"))).Act("t", "ben@ann", new TransferSeat("cem") { Comment = "ill" });

        var entry = rig.Journal.Last(e => e.Event == JournalEvent.Action);
        entry.ShouldSatisfyAllConditions(
            e => e.Actor.ShouldBe("ben"),
            e => e.Message.ShouldBe("Transferred to cem: ill"),
            e => e.Data.GetRawText().ShouldBe("""{"action":"Transfer","onBehalfOf":"ann","reason":"ill","seats":[1],"to":["user:cem"],"before":["user:ann"],"after":["user:cem"]}"""));
    }

    [Fact]
    public void What_one_may_do_and_where_to_return_can_be_asked()
    {
        var rig = Agree(Line3(), "t1", "t2");

        var look = rig.Engine.LookAt(rig.Workflow, rig.State, rig.TaskOf("t3"), Desk.By("c"), rig.Now)!;

        look.ReturnTo.ShouldBe([("t2", "t2"), ("t1", "t1")]);
        look.Allowed[ApprovalAction.Return].ShouldBeNull();
        rig.Engine.LookAt(rig.Workflow, rig.State, ApprovalHistory.Of(rig.State).Find("t2")!.Approval.TaskId, Desk.By("b"), rig.Now)!.Allowed[ApprovalAction.TakeBack].ShouldBeNull();
    }
}
