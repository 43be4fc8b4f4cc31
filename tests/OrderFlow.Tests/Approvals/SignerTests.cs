using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Approvals;

public class SignerTests
{
    [Theory]
    [InlineData(SignerPlace.Before, SignerMethod.All, "x y", "x+ y+", "a", "")]
    [InlineData(SignerPlace.Before, SignerMethod.All, "x y", "x+", "y", "")]
    [InlineData(SignerPlace.Before, SignerMethod.All, "x y", "x-", "", "Reject")]
    [InlineData(SignerPlace.Before, SignerMethod.Any, "x y", "y+", "a", "")]
    [InlineData(SignerPlace.Before, SignerMethod.Any, "x y", "y-", "", "Reject")]
    [InlineData(SignerPlace.Before, SignerMethod.Sequence, "x y", "x+", "y", "")]
    [InlineData(SignerPlace.Before, SignerMethod.Sequence, "x y", "x+ y+ a+", "", "Approve")]
    [InlineData(SignerPlace.After, SignerMethod.All, "x y", "a+", "x y", "")]
    [InlineData(SignerPlace.After, SignerMethod.All, "x y", "a+ x+ y+", "", "Approve")]
    [InlineData(SignerPlace.After, SignerMethod.All, "x y", "a-", "", "Reject")]
    [InlineData(SignerPlace.After, SignerMethod.Any, "x y", "a+ y+", "", "Approve")]
    [InlineData(SignerPlace.After, SignerMethod.Sequence, "x y", "a+ x+", "y", "")]
    [InlineData(SignerPlace.Parallel, SignerMethod.All, "x y", "", "a x y", "")]
    [InlineData(SignerPlace.Parallel, SignerMethod.All, "x y", "x+ a+", "y", "")]
    [InlineData(SignerPlace.Parallel, SignerMethod.Any, "x y", "x+", "a", "")]
    [InlineData(SignerPlace.Parallel, SignerMethod.Sequence, "x y", "a+", "x", "")]
    [InlineData(SignerPlace.Parallel, SignerMethod.All, "x y", "y-", "", "Reject")]
    public void Added_signers_count(SignerPlace place, SignerMethod method, string added, string moves, string waiting, string outcome)
    {
        var desk = new Desk(ApprovalMode.All, "a").Do("a", new AddSigners(added.Split(' '), place, method)).Play(moves);

        (desk.Waiting, desk.Outcome).ShouldBe((waiting, outcome));
    }

    [Fact]
    public void The_ids_of_task_and_seats_stay_whoever_is_added()
    {
        var desk = new Desk(ApprovalMode.Sequence, "a b");
        var (task, seats) = (desk.Approval.TaskId, desk.Approval.Seats.Select(s => (s.Id, s.Entry)).ToList());

        desk.Do("a", new AddSigners(["x"], SignerPlace.Before, SignerMethod.All)).Do("x", new AddSigners(["y"], SignerPlace.Parallel, SignerMethod.All));

        desk.Approval.TaskId.ShouldBe(task);
        desk.Approval.Seats.Take(2).Select(s => (s.Id, s.Entry)).ShouldBe(seats);
    }

    [Fact]
    public void Signers_are_added_three_levels_deep_and_no_deeper()
    {
        var desk = new Desk(ApprovalMode.All, "a")
            .Do("a", new AddSigners(["b"], SignerPlace.Before, SignerMethod.All))
            .Do("b", new AddSigners(["c"], SignerPlace.Before, SignerMethod.All))
            .Do("c", new AddSigners(["d"], SignerPlace.Before, SignerMethod.All));

        desk.Refuse("d", new AddSigners(["e"], SignerPlace.Before, SignerMethod.All)).Kind.ShouldBe(Refusal.Invalid);
        desk.Waiting.ShouldBe("d");
        desk.Play("d+ c+ b+ a+").Outcome.ShouldBe("Approve");
    }

    [Theory]
    [InlineData("b", "already")]
    [InlineData(" ", "names nobody")]
    [InlineData("eve", "must not decide")]
    public void Who_cannot_sign_is_not_added(string who, string why)
    {
        var desk = new Desk(ApprovalMode.All, "a b");
        desk.Approval = desk.Approval with { Excluded = [new Exclusion("eve", ExclusionKind.Named)] };

        desk.Refuse("a", new AddSigners([who], SignerPlace.Before, SignerMethod.All)).Message.ShouldContain(why);
        desk.Refuse("a", new AddSigners(["x", "x"], SignerPlace.Before, SignerMethod.All)).Message.ShouldContain("already");
        desk.Refuse("a", new AddSigners([], SignerPlace.Before, SignerMethod.All)).Kind.ShouldBe(Refusal.Invalid);
    }

    [Fact]
    public void Who_added_a_signer_takes_him_out_and_it_is_counted_anew()
    {
        var desk = new Desk(ApprovalMode.All, "a b").Do("a", new AddSigners(["x"], SignerPlace.Parallel, SignerMethod.All)).Play("a+ b+");

        desk.Refuse("b", new RemoveSigner(3)).Kind.ShouldBe(Refusal.NotAllowed);
        desk.Do("a", new RemoveSigner(3)).Outcome.ShouldBe("Approve");
        desk.Approval.Result!.By.ShouldBe("a");
    }

    [Fact]
    public void With_a_signer_goes_whoever_he_added()
    {
        var desk = new Desk(ApprovalMode.All, "a")
            .Do("a", new AddSigners(["x"], SignerPlace.Before, SignerMethod.All))
            .Do("x", new AddSigners(["y"], SignerPlace.Before, SignerMethod.All));

        desk.Do("a", new RemoveSigner(2)).Waiting.ShouldBe("a");
    }

    [Fact]
    public void An_administrator_removes_any_member_but_never_the_last()
    {
        var desk = new Desk(ApprovalMode.Vote, "a! b c");

        desk.Do("root#", new RemoveSigner(1)).Play("b+ c+").Outcome.ShouldBe("Approve");
        new Desk(ApprovalMode.All, "a").Refuse("root#", new RemoveSigner(1)).Message.ShouldContain("nobody left");
    }

    [Fact]
    public void The_veto_of_a_removed_signer_is_not_waited_for() =>
        new Desk(ApprovalMode.Vote, "a! b c").Play("b+ c+").Do("root#", new RemoveSigner(1)).Outcome.ShouldBe("Approve");
}
