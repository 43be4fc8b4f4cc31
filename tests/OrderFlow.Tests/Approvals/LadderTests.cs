using System.Text.Json.Nodes;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

/// <summary>Reminding and escalating by steps, on an injected clock.</summary>
public class LadderTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Each_step_has_a_deadline_of_its_own()
    {
        var rig = Ladder("""[{"before":"12:00:00"},{"after":"1.00:00:00","action":"Escalate","to":["manager"]},{"after":"2.00:00:00","action":"Outcome","outcome":"Reject"}]""");

        rig.State.Deadlines.OrderBy(d => d.DueAt).Select(d => (d.Kind, (d.DueAt - Rig.Noon).TotalHours)).ShouldBe(
            [(DeadlineKind.Reminder, 12), (DeadlineKind.Due, 24), (DeadlineKind.Step, 48), (DeadlineKind.Step, 72)]);
    }

    [Theory]
    [InlineData("manager", "user:max")]
    [InlineData("head", "user:eli")]
    [InlineData("role:lead", "role:lead")]
    [InlineData("sue", "user:sue")]
    public void It_escalates_to(string to, string entry)
    {
        var rig = Ladder($$"""[{"after":"1.00:00:00","action":"Escalate","to":["{{to}}"]}]""").Wait(2 * Day);

        rig.Effects.OfType<NotifyTask>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Kind.ShouldBe(NoticeKind.Escalated), n => n.Recipients.ShouldBe([entry]));
        rig.Effects.OfType<ChangeSeats>().Last().Waiting.ShouldBe(["user:mia", entry]);
    }

    [Fact]
    public void Where_nobody_is_found_to_escalate_to_administrators_hear_of_it()
    {
        var rig = Ladder("""[{"after":"1.00:00:00","action":"Escalate","to":["head"]}]""", "una").Wait(2 * Day);

        rig.Effects.OfType<NotifyTask>().ShouldHaveSingleItem().Recipients.ShouldBe(["role:admin"]);
        rig.Journal.ShouldContain(e => e.Message == "Escalated to role:admin (not found: head)");
        rig.Decide("t", "Approve", "pia", "admin").Lines.ShouldBe("yes");
    }

    [Fact]
    public void A_step_repeats_as_often_as_it_says()
    {
        var rig = Ladder("""[{"after":"1.00:00:00","every":"06:00:00","atMost":3}]""").Wait(10 * Day);

        rig.Effects.OfType<NotifyTask>().Count(n => n.Kind == NoticeKind.Reminder).ShouldBe(3);
        rig.State.Deadlines.ShouldBeEmpty();
    }

    [Fact]
    public void Repetitions_that_were_missed_are_not_caught_up_with()
    {
        var rig = Ladder("""[{"after":"1.00:00:00","every":"01:00:00","atMost":100}]""").Wait(Day);

        rig.Now += 3 * Day;
        rig.Apply(new FireDeadline(rig.State.Deadlines.ShouldHaveSingleItem().Id));
        rig.State.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(rig.Now.AddHours(1));
    }

    [Theory]
    [InlineData("Unclaimed", true, "Passed over a step of the deadline: nothing is unclaimed")]
    [InlineData("Unclaimed", false, "Reminded")]
    [InlineData("Undecided", false, "Reminded")]
    public void A_step_looks_at_the_task_when_it_fires(string when, bool isClaimed, string message)
    {
        var rig = Ladder($$"""[{"after":"1.00:00:00","when":"{{when}}"}]""", "role:finance");
        if (isClaimed) rig.Act("t", "max/finance", new ClaimSeat());

        rig.Wait(2 * Day);
        rig.Journal.Last(e => e.Event == JournalEvent.Note).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("a+ b+ c-", 2, "yes")]
    [InlineData("a- b- c+", 0, "no")]
    [InlineData("a+", 0, "yes")]
    [InlineData("a+", 2, "no")]
    [InlineData("", 0, "no")]
    public void The_votes_by_then_decide(string votes, int quorum, string lines)
    {
        var rig = Rig.Started(Chart(
            [Task("t", ("Users", new JsonArray("a", "b", "c", "d", "e", "f", "g")), ("Mode", "Vote"), ("Quorum", quorum), ("Due", "1.00:00:00"), ("OnTimeout", "Count")), Line("yes"), Line("no")],
            "t:Approve -> yes", "t:Reject -> no"));
        foreach (var vote in votes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) rig.Decide("t", vote[1] == '+' ? "Approve" : "Reject", vote[..1]);

        rig.Wait(Day).Lines.ShouldBe(lines);
    }

    [Fact]
    public void While_a_question_waits_the_deadlines_stand_still()
    {
        var rig = Ladder("""[{"after":"1.00:00:00"}]""", "mia", ("PauseWhileAsking", true));
        rig.Act("t", "mia", new AskInformation("max") { Comment = "why?" }).State.Deadlines.ShouldBeEmpty();
        rig.Wait(5 * Day);

        rig.Act("t", "max", new GiveInformation(1) { Comment = "so" });

        rig.State.Deadlines.Select(d => d.DueAt).Order().ShouldBe([Rig.Noon.AddDays(6), Rig.Noon.AddDays(7)]);
        rig.LastEffects.OfType<ChangeSeats>().ShouldHaveSingleItem().DueAt.ShouldBe(Rig.Noon.AddDays(6));
        rig.Wait(2 * Day).Effects.OfType<NotifyTask>().ShouldContain(n => n.Kind == NoticeKind.Reminder);
    }

    [Theory]
    [InlineData("""{"before":"1.00:00:00","after":"1.00:00:00"}""", "one of 'before' and 'after'")]
    [InlineData("""{"action":"Shout"}""", "'Shout' is no action")]
    [InlineData("""{"action":"Escalate"}""", "must say 'to'")]
    [InlineData("""{"action":"Outcome","outcome":"Maybe"}""", "'Maybe' is not offered")]
    [InlineData("""{"every":"00:00:01"}""", "a minute or more")]
    [InlineData("""{"every":"01:00:00","atMost":0}""", "'atMost'")]
    [InlineData("""{"afetr":"01:00:00"}""", "'afetr' is no member")]
    [InlineData("""{"after":"soon"}""", "'soon'")]
    public void A_step_that_cannot_be_carried_out_is_an_incident_at_once(string step, string why)
    {
        var rig = Ladder($"[{step}]");

        rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain(why);
    }

    private static Rig Ladder(string steps, string assignee = "mia", params (string Name, JsonNode? Value)[] more)
    {
        var task = Activity("OrderFlow.ApprovalTask", "t", [("Assignees", assignee), ("Due", "1.00:00:00"), ("Ladder", JsonNode.Parse(steps)), .. more]);
        var rig = new Rig(Workflow(Chart([task, Line("yes"), Line("no")], "t:Approve -> yes", "t:Reject -> no"))) { Organisation = AssigneeTests.Company };
        return rig.Start(new StartWorkflow { Actor = "mia" });
    }
}
