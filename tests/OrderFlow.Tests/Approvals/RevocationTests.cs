using System.Text.Json.Nodes;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

public class RevocationTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void Everybody_who_agreed_is_asked_whether_it_is_revoked()
    {
        var rig = Approved();

        var (round, refused) = Revocation.Plan(rig.State, "mia", Week, rig.Now);

        refused.ShouldBeNull();
        round!.Approvers.ShouldBe(["user:b", "user:a", "user:c"]);
    }

    [Theory]
    [InlineData("a", 0, Refusal.NotAllowed)]
    [InlineData("mia", 8, Refusal.NotOpen)]
    public void It_is_revoked_by_who_started_it_and_in_time(string who, int days, Refusal refusal) =>
        Revocation.Plan(Approved().State, who, Week, Rig.Noon.AddDays(days)).Refused!.Kind.ShouldBe(refusal);

    [Fact]
    public void What_runs_or_was_approved_by_nobody_is_not_revoked_by_a_round()
    {
        Revocation.Plan(new Rig(Workflow(Task("t"))).Start(new StartWorkflow { Actor = "mia" }).State, "mia", Week, Rig.Noon).Refused!.Kind.ShouldBe(Refusal.NotOpen);
        Revocation.Plan(new Rig(Workflow(Line("x"))).Start(new StartWorkflow { Actor = "mia" }).State, "mia", Week, Rig.Noon).Refused!.Kind.ShouldBe(Refusal.Invalid);
    }

    [Fact]
    public void The_round_marks_the_original_once()
    {
        var rig = Approved();

        rig.Apply(new MarkRevoked(Guid.Empty, "customer withdrew") { Actor = "mia" }).State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);

        rig.Journal[^1].Message.ShouldBe($"Revoked by '{Guid.Empty}': customer withdrew");
        rig.Refuse(new MarkRevoked(Guid.Empty, null)).Kind.ShouldBe(Refusal.NotOpen);
    }

    private static Rig Approved()
    {
        var rig = new Rig(Workflow(Chart([Task("t1", ("Users", new JsonArray("a", "b")), ("Mode", "All")), Task("t2", ("Users", "c"))], "t1:Approve -> t2"))).Start(new StartWorkflow { Actor = "mia" });
        return rig.Decide("t1", "Approve", "b").Decide("t1", "Approve", "a").Decide("t2", "Approve", "c");
    }
}
