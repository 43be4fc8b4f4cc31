using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Approvals;

/// <summary>How decisions come to a result: one line a case.</summary>
public class ModeTests
{
    [Theory]
    // 会签
    [InlineData(ApprovalMode.All, "a b", "a+", "")]
    [InlineData(ApprovalMode.All, "a b", "b+ a+", "Approve")]
    [InlineData(ApprovalMode.All, "a b c", "b-", "Reject")]
    // 或签
    [InlineData(ApprovalMode.Any, "a b", "b+", "Approve")]
    [InlineData(ApprovalMode.Any, "a b", "a-", "Reject")]
    // 顺序
    [InlineData(ApprovalMode.Sequence, "a b", "a+", "")]
    [InlineData(ApprovalMode.Sequence, "a b", "a+ b+", "Approve")]
    [InlineData(ApprovalMode.Sequence, "a b", "a-", "Reject")]
    // 票签
    [InlineData(ApprovalMode.Vote, "a b c", "a+", "")]
    [InlineData(ApprovalMode.Vote, "a b c", "a+ b+", "Approve")]
    [InlineData(ApprovalMode.Vote, "a b c", "a- b-", "Reject")]
    [InlineData(ApprovalMode.Vote, "a b", "a+ b-", "Reject")]
    [InlineData(ApprovalMode.Vote, "a b c d", "a- b-", "Reject")]
    [InlineData(ApprovalMode.Vote, "a*3 b c", "a+", "Approve")]
    [InlineData(ApprovalMode.Vote, "a*3 b c", "b- c- a+", "Approve")]
    [InlineData(ApprovalMode.Vote, "a*3 b c", "a-", "Reject")]
    // A veto refuses, and whoever has one is waited for.
    [InlineData(ApprovalMode.Vote, "a! b c d", "b+ c+ d+", "")]
    [InlineData(ApprovalMode.Vote, "a! b c d", "b+ c+ d+ a-", "Reject")]
    [InlineData(ApprovalMode.Vote, "a! b c d", "a+ b+ c+", "Approve")]
    public void Decisions_come_to(ApprovalMode mode, string people, string moves, string outcome) => new Desk(mode, people).Play(moves).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData(ApprovalMode.All, "a b c", "a-", "", "b c")]
    [InlineData(ApprovalMode.All, "a b c", "a- b+ c+", "Reject", "")]
    [InlineData(ApprovalMode.Any, "a b", "a-", "", "b")]
    [InlineData(ApprovalMode.Any, "a b", "a- b+", "Approve", "")]
    [InlineData(ApprovalMode.Any, "a b", "a- b-", "Reject", "")]
    [InlineData(ApprovalMode.Sequence, "a b", "a-", "", "b")]
    [InlineData(ApprovalMode.Sequence, "a b", "a- b+", "Reject", "")]
    [InlineData(ApprovalMode.Vote, "a b c", "a- b-", "", "c")]
    [InlineData(ApprovalMode.Vote, "a b c", "a+ b+", "Approve", "")]
    public void Where_a_refusal_goes_on_the_others_are_asked_too(ApprovalMode mode, string people, string moves, string outcome, string waiting)
    {
        var desk = new Desk(mode, people, new ApprovalRules { OnRefusal = RefusalPolicy.GoOn }).Play(moves);

        (desk.Outcome, desk.Waiting).ShouldBe((outcome, waiting));
    }

    [Theory]
    [InlineData("66.7", 0, "a b c", "a+ b+", "")]
    [InlineData("66.6", 0, "a b c", "a+ b+", "Approve")]
    [InlineData("50", 0, "a b", "a+", "Approve")]
    [InlineData("100", 0, "a b c", "a-", "Reject")]
    [InlineData("1", 0, "a b c", "a- b-", "")]
    [InlineData("34", 3, "a b c", "a+ b+", "")]
    [InlineData("34", 3, "a b c", "a+ b+ c-", "Approve")]
    public void A_vote_passes_with_its_share_and_quorum(string share, int quorum, string people, string moves, string outcome) =>
        new Desk(ApprovalMode.Vote, people, new ApprovalRules { PassShare = decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture), Quorum = quorum })
            .Play(moves).Outcome.ShouldBe(outcome);

    [Fact]
    public void A_countersign_of_three_hundred_ends_with_the_last_of_them()
    {
        var people = Enumerable.Range(1, 300).Select(i => $"p{i}").ToList();
        var desk = new Desk(ApprovalMode.All, string.Join(' ', people)).Play(string.Join(' ', people.Skip(1).Reverse().Select(p => p + "+")));

        desk.Waiting.ShouldBe("p1");
        desk.Play("p1+").Outcome.ShouldBe("Approve");
    }

    [Fact]
    public void One_after_the_other_is_asked_in_a_sequence()
    {
        var desk = new Desk(ApprovalMode.Sequence, "a b c");

        desk.Waiting.ShouldBe("a");
        desk.Refuse("b", new CastDecision("Approve")).Message.ShouldBe("It is not the turn of 'b' to decide 'Check' yet.");
        desk.Play("a+").Waiting.ShouldBe("b");
    }

    [Fact]
    public void Of_several_refusals_the_heaviest_is_the_outcome_of_a_vote()
    {
        var desk = new Desk(ApprovalMode.Vote, "a b*2 c d", new ApprovalRules { Outcomes = ["Yes", "No", "Later"] });

        desk.Do("a", new CastDecision("No")).Do("b", new CastDecision("Later")).Outcome.ShouldBe("Later");
    }

    /// <summary>Every order of every decision of votes of up to five: it ends exactly when no decision to come could change the result.</summary>
    [Theory]
    [InlineData("a b c", null, 0)]
    [InlineData("a b c d", null, 0)]
    [InlineData("a b c d e", "60", 0)]
    [InlineData("a*3 b*2 c d", "50", 0)]
    [InlineData("a! b c d", null, 0)]
    [InlineData("a*4 b! c! d", "67", 0)]
    [InlineData("a b c d", "25", 3)]
    [InlineData("a*5 b c d e", "100", 0)]
    [InlineData("a*2 b*2 c! d", "33.4", 2)]
    public void A_vote_ends_as_soon_as_its_result_is_certain_and_not_before(string people, string? share, int quorum)
    {
        var rules = new ApprovalRules { PassShare = share is null ? null : decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture), Quorum = quorum };
        Explore(new Desk(ApprovalMode.Vote, people, rules).Approval).ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData(ApprovalMode.All)]
    [InlineData(ApprovalMode.Sequence)]
    public void So_do_the_other_modes(ApprovalMode mode) => Explore(new Desk(mode, "a b c d").Approval).ShouldBeGreaterThan(5);

    private static int Explore(Approval approval)
    {
        var endings = Endings([.. approval.Seats], approval.Rules).Distinct().ToList();
        var cast = approval.Seats.Count(s => s.Decision is not null);
        var mayEnd = endings.Count == 1 && (endings[0] == "Reject" || cast >= approval.Rules.Quorum);
        (approval.Result is not null).ShouldBe(mayEnd, string.Join(" ", approval.Seats.Select(s => $"{s.Entry}:{s.Decision?.Outcome}")));
        if (approval.Result is { } result)
        {
            result.Outcome.ShouldBe(endings[0]);
            return 1;
        }

        var count = 1;
        foreach (var seat in approval.Seats.Where(s => s.State == SeatState.Active))
            foreach (var outcome in approval.Rules.Outcomes)
                count += Explore(((ApprovalChange)ApprovalDesk.Decide(approval, new CastDecision(outcome), Desk.By(Entries.PersonOf(seat.Entry)!), Execution.Rig.Noon)).Approval);
        return count;
    }

    // What it would come to with every way in which those who have not voted could vote.
    private static IEnumerable<string> Endings(List<Seat> seats, ApprovalRules rules)
    {
        if (seats.FindIndex(s => s.Decision is null) is >= 0 and var open)
        {
            foreach (var outcome in rules.Outcomes)
            {
                var next = seats.ToList();
                next[open] = next[open] with { Decision = new SeatDecision(outcome, "x", null, default, 0) };
                foreach (var ending in Endings(next, rules)) yield return ending;
            }

            yield break;
        }

        var agreed = seats.Where(s => s.Decision!.Outcome == "Approve").Sum(s => s.Weight);
        var total = seats.Sum(s => s.Weight);
        var passes = rules.Mode == ApprovalMode.Vote
            ? (rules.PassShare is { } share ? (decimal)agreed / total >= share / 100 : agreed > total - agreed) && !seats.Exists(s => s.HasVeto && s.Decision!.Outcome == "Reject")
            : agreed == total;
        yield return passes ? "Approve" : "Reject";
    }
}
