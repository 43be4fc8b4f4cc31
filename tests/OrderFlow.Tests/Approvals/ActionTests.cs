using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Approvals;

public class ActionTests
{
    [Fact]
    public void What_is_transferred_is_the_others_and_the_trail_says_whose_it_was()
    {
        var desk = new Desk(ApprovalMode.All, "a b").Do("a", new TransferSeat("Cem") { Comment = "on leave" });

        desk.Waiting.ShouldBe("cem b");
        desk.Refuse("a", new CastDecision("Approve")).Kind.ShouldBe(Refusal.NotAllowed);
        desk.Approval.Seats[0].Trail.ShouldHaveSingleItem().ShouldBe(new Holding("user:a", HoldingEnd.Transferred, "a", desk.Now, "on leave"));
        desk.Told.ShouldHaveSingleItem().Recipients.ShouldBe(["user:cem"]);
        desk.Play("cem+ b+").Outcome.ShouldBe("Approve");
    }

    [Fact]
    public void A_delegate_gives_an_opinion_and_the_holder_decides()
    {
        var desk = new Desk(ApprovalMode.All, "a").Do("a", new DelegateSeat("dan"));

        desk.Waiting.ShouldBe("dan");
        desk.Refuse("dan", new CastDecision("Approve")).Kind.ShouldBe(Refusal.NotAllowed);
        desk.Refuse("a", new CastDecision("Approve")).Message.ShouldContain("waits for the opinion of 'dan'");
        desk.Refuse("dan", new GiveOpinion()).Kind.ShouldBe(Refusal.Invalid);
        desk.Do("dan", new GiveOpinion { Comment = "fine" }).Waiting.ShouldBe("a");
        desk.Told.ShouldHaveSingleItem().ShouldBe(new Notice(NoticeKind.OpinionGiven, desk.Told.Single().Recipients, "fine"));
        desk.Play("a+").Outcome.ShouldBe("Approve");
    }

    [Fact]
    public void A_delegation_is_taken_back() =>
        new Desk(ApprovalMode.All, "a").Do("a", new DelegateSeat("dan")).Do("a", new TakeBack()).Waiting.ShouldBe("a");

    [Fact]
    public void Who_claims_a_roles_seat_alone_decides_it_until_he_releases_it()
    {
        var desk = new Desk(ApprovalMode.All, "role:finance").Do("fay/finance", new ClaimSeat());

        desk.Waiting.ShouldBe("fay");
        desk.Refuse("fred/finance", new CastDecision("Approve")).Message.ShouldBe("'Check' has been claimed by 'fay'.");
        desk.Refuse("fred/finance", new ClaimSeat()).Kind.ShouldBe(Refusal.NotOpen);
        desk.Do("fay/finance", new ReleaseSeat()).Waiting.ShouldBe("role:finance");
        desk.Play("fred/finance+").Outcome.ShouldBe("Approve");
    }

    [Theory]
    [InlineData(ApprovalMode.All, "a b c", "a+ b+", "a", true)]
    [InlineData(ApprovalMode.Sequence, "a b c", "a+", "a", true)]
    [InlineData(ApprovalMode.Sequence, "a b c", "a+ b+", "a", false)]
    [InlineData(ApprovalMode.Sequence, "a b c", "a+ b+", "b", true)]
    [InlineData(ApprovalMode.Vote, "a b c d e", "a+ b-", "a", true)]
    public void A_decision_is_taken_back_while_the_next_has_not_acted(ApprovalMode mode, string people, string moves, string who, bool can)
    {
        var desk = new Desk(mode, people).Play(moves);

        if (!can) desk.Refuse(who, new TakeBack()).Kind.ShouldBe(Refusal.NotOpen);
        else desk.Do(who, new TakeBack()).Waiting.Split(' ').ShouldContain(who);
    }

    [Fact]
    public void A_decision_that_signers_after_it_have_acted_on_stays()
    {
        var desk = new Desk(ApprovalMode.All, "a b").Do("a", new AddSigners(["x", "y"], SignerPlace.After, SignerMethod.All)).Play("a+");

        new Desk(ApprovalMode.All, "a") { Approval = desk.Approval }.Do("a", new TakeBack()).Waiting.ShouldBe("a b");
        desk.Play("x+").Refuse("a", new TakeBack()).Message.ShouldContain("x has decided since");
    }

    [Fact]
    public void Urging_goes_to_those_whose_turn_it_is_and_not_again_for_a_while()
    {
        var desk = new Desk(ApprovalMode.Sequence, "a b", new ApprovalRules { UrgeEvery = TimeSpan.FromHours(4) }).Do("ida", new UrgeTask());
        desk.Told.ShouldHaveSingleItem().Recipients.ShouldBe(["user:a"]);

        desk.Now += TimeSpan.FromHours(3.9);
        desk.Refuse("ida", new UrgeTask()).Kind.ShouldBe(Refusal.TooSoon);
        desk.Refuse("eve", new UrgeTask()).Kind.ShouldBe(Refusal.NotAllowed);
        desk.Now += TimeSpan.FromHours(0.1);
        desk.Do("ida", new UrgeTask());
    }

    [Fact]
    public void A_question_stops_the_clock_until_the_last_is_answered()
    {
        var desk = new Desk(ApprovalMode.All, "a", new ApprovalRules { PausesWhileAsking = true });
        desk.Approval = desk.Approval with { DueAt = desk.Now.AddDays(1) };
        desk.Do("a", new AskInformation("x") { Comment = "why?" }).Last.OfType<ClockPaused>().ShouldHaveSingleItem();
        desk.Do("a", new AskInformation("y") { Comment = "and?" }).Last.OfType<ClockPaused>().ShouldBeEmpty();
        desk.Now += TimeSpan.FromHours(5);

        desk.Refuse("y", new GiveInformation(1) { Comment = "so" }).Kind.ShouldBe(Refusal.NotAllowed);
        desk.Do("x", new GiveInformation(1) { Comment = "so" }).Last.OfType<ClockResumed>().ShouldBeEmpty();
        desk.Do("a", new GiveInformation(2)).Last.OfType<ClockResumed>().ShouldHaveSingleItem().Later.ShouldBe(TimeSpan.FromHours(5));
        desk.Approval.DueAt.ShouldBe(Execution.Rig.Noon.AddDays(1).AddHours(5));
    }

    [Fact]
    public void Nobody_gets_two_copies_of_the_same_content()
    {
        var desk = new Desk(ApprovalMode.All, "a") { Now = Execution.Rig.Noon };
        desk.Approval = desk.Approval with { Content = "v1" };
        desk.Do("a", new SendCopy(["x", "role:sales"]));

        desk.Refuse("a", new SendCopy(["x"])).Kind.ShouldBe(Refusal.Invalid);
        desk.Do("a", new SendCopy(["x", "y"])).Told.ShouldHaveSingleItem().Recipients.ShouldBe(["user:y"]);
        desk.Do("x", new MarkRead()).Refuse("x", new MarkRead()).Kind.ShouldBe(Refusal.NotOpen);
        desk.Approval = desk.Approval with { Content = "v2" };
        desk.Do("a", new SendCopy(["x"])).Told.Single().Recipients.ShouldBe(["user:x"]);
    }

    [Fact]
    public void Everything_of_somebody_who_leaves_goes_to_another()
    {
        var desk = new Desk(ApprovalMode.Sequence, "a b role:finance").Do("a", new DelegateSeat("leo")).Do("root#", new HandOver("b", "leo"));

        desk.Refuse("eve", new HandOver("leo", "new")).Kind.ShouldBe(Refusal.NotAllowed);
        desk.Do("root#", new HandOver("leo", "new")).Waiting.ShouldBe("new");
        desk.Approval.Seats.Select(s => s.Holder).ShouldBe(["user:a", "user:new", "role:finance"]);
        desk.Refuse("root#", new HandOver("leo", "new")).Kind.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void A_stand_in_decides_in_anothers_place_and_the_journal_says_so()
    {
        var desk = new Desk(ApprovalMode.All, "a b").Do("ben@a", new CastDecision("Approve"));

        desk.Journal[^1].ShouldSatisfyAllConditions(j => j.By.ShouldBe("ben"), j => j.OnBehalfOf.ShouldBe("a"), j => j.Message.ShouldBe("Approve (ben for a)"));
        desk.Approval.Seats[0].Decision!.OnBehalfOf.ShouldBe("a");
        desk.Waiting.ShouldBe("b");
    }

    [Theory]
    [InlineData("ida")]
    [InlineData("ida@a")]
    [InlineData("ben@ida")]
    public void Who_is_excluded_decides_neither_himself_nor_for_another_nor_through_one(string who)
    {
        var desk = new Desk(ApprovalMode.All, "a ida");
        desk.Approval = desk.Approval with { Excluded = [new Exclusion("ida", ExclusionKind.StartedIt)] };

        desk.Refuse(who, new CastDecision("Approve")).Message.ShouldBe("'ida' must not decide 'Check', having started it.");
    }

    [Theory]
    [InlineData(CommentRule.Refusal, "Reject", true)]
    [InlineData(CommentRule.Refusal, "Approve", false)]
    [InlineData(CommentRule.Always, "Approve", true)]
    [InlineData(CommentRule.Never, "Reject", false)]
    public void Words_are_demanded_where_the_task_says_so(CommentRule rule, string outcome, bool demanded)
    {
        var desk = new Desk(ApprovalMode.All, "a", new ApprovalRules { Comment = rule });

        if (demanded) desk.Refuse("a", new CastDecision(outcome) { Comment = "  " }).Message.ShouldContain("demands a comment");
        desk.Do("a", new CastDecision(outcome) { Comment = demanded ? "because" : null }).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void A_comment_beyond_the_limit_is_refused_with_its_length() =>
        new Desk(ApprovalMode.All, "a").Refuse("a", new CastDecision("Approve") { Comment = new string('字', 10_001) }).Message.ShouldContain("10001");

    [Fact]
    public void A_draft_is_its_authors_alone()
    {
        var desk = new Desk(ApprovalMode.All, "a").Do("a", new SaveDraft { Comment = "secret" });

        desk.Last.OfType<DraftKept>().ShouldHaveSingleItem().Text.ShouldBe("secret");
        desk.Journal[^1].Message.ShouldNotContain("secret");
        desk.Journal[^1].Comment.ShouldBeNull();
    }

    [Fact]
    public void Who_is_mentioned_is_told()
    {
        var desk = new Desk(ApprovalMode.All, "a").Do("ida", new AddComment(["x", "ida"]) { Comment = "see" });

        desk.Told.ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Kind.ShouldBe(NoticeKind.Mentioned), n => n.Recipients.ShouldBe(["user:x"]), n => n.Text.ShouldBe("see"));
    }

    [Fact]
    public void What_one_may_do_is_said_with_why_not_the_rest()
    {
        var allowed = ApprovalDesk.AllowedActions(new Desk(ApprovalMode.Sequence, "a b").Approval, Desk.By("b"), Execution.Rig.Noon);

        allowed.Where(a => a.Value is null).Select(a => a.Key).ShouldBe(
            [ApprovalAction.Transfer, ApprovalAction.Urge, ApprovalAction.Copy, ApprovalAction.Comment, ApprovalAction.SaveDraft, ApprovalAction.HandOver], ignoreOrder: true);
        allowed[ApprovalAction.Decide]!.Message.ShouldContain("not the turn of 'b'");
        allowed.Count.ShouldBe(Enum.GetValues<ApprovalAction>().Length);
    }

    [Fact]
    public void On_an_ended_task_everything_but_telling_is_refused()
    {
        var desk = new Desk(ApprovalMode.Any, "a b").Play("a+");

        foreach (var (action, refused) in ApprovalDesk.AllowedActions(desk.Approval, Desk.By("b"), desk.Now))
            (refused is null).ShouldBe(action is ApprovalAction.Comment or ApprovalAction.Copy, action.ToString());
    }
}
