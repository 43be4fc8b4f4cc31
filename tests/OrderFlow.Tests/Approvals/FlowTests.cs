using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

/// <summary>Approvals in the flow: what goes on, what goes back, what is remembered.</summary>
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

    internal static Rig Agree(Rig rig, params string[] tasks)
    {
        foreach (var task in tasks) rig.Decide(task, "Approve", Entries.PersonOf(rig.Approval(task).Waiting[0])!);
        return rig;
    }

    // t1 (a) > t2 (b) > t3 (c) > end, and beside them the initiator's step.
    private static Rig Line3(params (string Task, string Input, JsonNode? Value)[] inputs)
    {
        var tasks = new[] { ("t1", "a"), ("t2", "b"), ("t3", "c") }.Select(t => Task(t.Item1,
            [("Users", (JsonNode?)t.Item2), ("InitiatorStep", "revise"), .. inputs.Where(i => i.Task == t.Item1).Select(i => (i.Input, i.Value))]));
        var cleared = tasks.Select(t => t with { Inputs = t.Inputs.Where(i => !inputs.Any(x => x.Task == t.Id && x.Input == i.Key && x.Value is null)).ToDictionary() });
        var rig = new Rig(Workflow(Chart([Activity("Elsa.Start", "begin"), .. cleared, Task("revise", ("Users", "mia")), Line("end")], "begin -> t1", "t1:Approve -> t2", "t1:Again -> t2", "t2:Approve -> t3", "t3:Approve -> end", "revise:Approve -> t1"), ("Amount", "Int32", 5)));
        return rig.Start(new StartWorkflow { Actor = "mia" });
    }

    private static Rig Started(string id, params (string Name, JsonNode? Value)[] inputs)
    {
        var task = Task(id, inputs);
        task = task with { Inputs = task.Inputs.Where(i => !inputs.Any(x => x.Name == i.Key && x.Value is null)).ToDictionary() };
        var rig = new Rig(Workflow(Chart([task, Line("yes"), Line("no")], $"{id}:Approve -> yes", $"{id}:Reject -> no"))) { Organisation = AssigneeTests.Company };
        return rig.Start(new StartWorkflow { Actor = "mia" });
    }
}
