using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class ApprovalTaskTests
{
    private static readonly string[] OpenThenReminder = ["Reminder", "Due"];

    [Theory]
    [InlineData("Approve", "yes")]
    [InlineData("Reject", "no")]
    public void The_chosen_outcome_is_followed(string outcome, string lines) => Approval().Decide("t", outcome).Lines.ShouldBe(lines);

    [Fact]
    public void With_Any_the_first_decision_ends_it()
    {
        var rig = Approval(("Users", new JsonArray("ann", "ben")), ("Mode", "Any"));

        rig.Decide("t", "Approve", "ben").Lines.ShouldBe("yes");
        rig.Effect<CloseTask>().Actor.ShouldBe("ben");
    }

    [Fact]
    public void With_All_everybody_must_agree()
    {
        var rig = Approval(("Users", new JsonArray("ann")), ("Roles", new JsonArray("finance")), ("Mode", "All"));

        rig.Decide("t", "Approve").Lines.ShouldBe("");
        rig.Refuse(rig.Decision("t", "Approve", "ann")).Kind.ShouldBe(Refusal.NotOpen);
        rig.Decide("t", "Approve", "fay", "finance").Lines.ShouldBe("yes");
    }

    [Fact]
    public void With_All_one_refusal_ends_it() =>
        Approval(("Users", new JsonArray("ann", "ben")), ("Mode", "All")).Decide("t", "Reject", "ben").Lines.ShouldBe("no");

    [Fact]
    public void A_stranger_is_refused()
    {
        var rig = Approval();

        rig.Refuse(rig.Decision("t", "Approve", "eve", "sales")).Kind.ShouldBe(Refusal.NotAllowed);
    }

    [Fact]
    public void An_outcome_that_is_not_offered_is_refused_and_named()
    {
        var rig = Approval();

        var refused = rig.Refuse(rig.Decision("t", "Maybe"));

        refused.Kind.ShouldBe(Refusal.Invalid);
        refused.Message.ShouldContain("'Maybe'");
        refused.Message.ShouldContain("Approve, Reject");
    }

    [Fact]
    public void Reminders_go_to_those_who_have_not_decided()
    {
        var rig = Approval(("Users", new JsonArray("ann", "ben")), ("Mode", "All"), ("Due", "2.00:00:00"), ("RemindBefore", new JsonArray("1.00:00:00")), ("OnTimeout", "Remind"));
        rig.Decide("t", "Approve", "ben");

        rig.Wait(TimeSpan.FromDays(1));

        var notice = rig.Effect<NotifyTask>();
        notice.Kind.ShouldBe(NoticeKind.Reminder);
        notice.Recipients.ShouldBe(["user:ann"]);
        rig.Wait(TimeSpan.FromDays(1)).Effects.OfType<NotifyTask>().Last().Kind.ShouldBe(NoticeKind.Overdue);
        rig.State.Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public void Escalation_lets_the_role_decide_for_all_that_have_not()
    {
        var rig = Approval(("Users", new JsonArray("ann", "ben")), ("Mode", "All"), ("Due", "P1D"), ("OnTimeout", "Escalate"), ("EscalateTo", "director"));
        rig.Wait(TimeSpan.FromDays(1));

        rig.Effect<ChangeAssignees>().Assignees.ShouldBe(["user:ann", "user:ben", "role:director"]);
        rig.Decide("t", "Approve", "dora", "director").Lines.ShouldBe("yes");
    }

    [Fact]
    public void The_outcome_of_the_deadline_is_taken()
    {
        var rig = Approval(("Due", "01:00:00"), ("OnTimeout", "Outcome"), ("TimeoutOutcome", "Reject"));

        rig.Wait(TimeSpan.FromHours(1)).Lines.ShouldBe("no");
        rig.Effect<CloseTask>().ShouldBe(new CloseTask(rig.Effect<OpenTask>().TaskId, "Reject", null, null));
    }

    [Fact]
    public void Deciding_withdraws_the_deadlines()
    {
        var rig = Approval(("Due", "2.00:00:00"), ("RemindBefore", new JsonArray("1.00:00:00")));
        rig.State.Deadlines.OrderBy(d => d.DueAt).Select(d => d.Kind.ToString()).ShouldBe(OpenThenReminder);

        rig.Decide("t", "Approve");

        rig.LastEffects.OfType<CancelDeadline>().Count().ShouldBe(2);
        rig.State.Deadlines.ShouldBeEmpty();
    }

    [Fact]
    public void A_task_for_nobody_is_an_incident()
    {
        var rig = Rig.Started(Activity("OrderFlow.ApprovalTask", "t"));

        rig.State.Incidents.ShouldHaveSingleItem().Type.ShouldBe("Assignee");
    }

    [Theory]
    [InlineData("ALL")]
    [InlineData("1")]
    public void A_mode_is_read_in_any_spelling(string mode) =>
        Approval(("Users", new JsonArray("ann", "ben")), ("Mode", mode)).Decide("t", "Approve", "ben").Lines.ShouldBe("");

    [Theory]
    [InlineData("Mode", "Both")]
    [InlineData("OnTimeout", "Escalat")]
    [InlineData("OnTimeout", "Escalate")]
    [InlineData("OnTimeout", "Outcome")]
    public void What_cannot_be_carried_out_is_an_incident_at_once_and_no_task(string input, string value)
    {
        var rig = Rig.Started(Activity("OrderFlow.ApprovalTask", "t", ("Users", new JsonArray("ann")), ("Due", "01:00:00"), (input, value)));

        rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("'t'");
        rig.Effects.OfType<OpenTask>().ShouldBeEmpty();
    }

    [Fact]
    public void Assignees_are_each_once_however_they_are_spelt()
    {
        var rig = Approval(("Users", new JsonArray("Ann ", "ann", "")), ("Roles", new JsonArray("sales", "sales")), ("Assignees", new JsonArray("user:ANN", "role:sales", "Ben")));

        rig.Effect<OpenTask>().Content.Assignees.ShouldBe(["user:ann", "role:sales", "user:ben"]);
    }

    [Fact]
    public void With_All_a_person_of_two_roles_decides_for_both()
    {
        var rig = Approval(("Roles", new JsonArray("sales", "finance", "legal")), ("Mode", "All"));

        rig.Decide("t", "Approve", "ann", "sales", "finance").Lines.ShouldBe("");
        rig.Refuse(rig.Decision("t", "Reject", "ben", "sales")).Kind.ShouldBe(Refusal.NotOpen);
        rig.Decide("t", "Approve", "lea", "legal").Lines.ShouldBe("yes");
    }

    [Fact]
    public void After_an_escalation_reminders_go_to_its_role_too()
    {
        var rig = Approval(("Due", "01:00:00"), ("OnTimeout", "Escalate"), ("EscalateTo", "boss"), ("RemindAfter", new JsonArray("01:00:00")));
        rig.Wait(TimeSpan.FromHours(1));

        rig.Wait(TimeSpan.FromHours(1));

        rig.LastEffects.OfType<NotifyTask>().Single().Recipients.ShouldContain("role:boss");
    }

    [Fact]
    public void A_task_that_is_due_already_is_opened_and_its_time_is_up_at_once()
    {
        var rig = Approval(("Due", "2020-01-01T00:00:00Z"), ("RemindBefore", new JsonArray("01:00:00")), ("OnTimeout", "Outcome"), ("TimeoutOutcome", "Reject"));
        rig.State.Deadlines.ShouldHaveSingleItem().Kind.ShouldBe(DeadlineKind.Due);

        rig.Wait(TimeSpan.Zero).Lines.ShouldBe("no");
    }

    private static Rig Approval(params (string Name, JsonNode? Value)[] inputs) =>
        Rig.Started(Chart([Task("t", inputs), Line("yes"), Line("no")], "t:Approve -> yes", "t:Reject -> no"));
}
