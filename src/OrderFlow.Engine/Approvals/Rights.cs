using OrderFlow.Engine.Approvals.Actions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>Who may do what, whatever a page shows. Null: he may.</summary>
internal static class Rights
{
    public static Refused? Refuses(ApprovalAction action, Approval approval, Caller caller, DateTimeOffset now)
    {
        if (!approval.IsOpen && action is not (ApprovalAction.Comment or ApprovalAction.Copy or ApprovalAction.MarkRead))
            return new Refused(Refusal.NotOpen, $"Expected '{approval.Name}' to be open, but it ended with '{approval.Result!.Outcome}' at {approval.Result.At:u}.");
        return action switch
        {
            ApprovalAction.Decide or ApprovalAction.AddSigners or ApprovalAction.Delegate or ApprovalAction.Return => Held.RefusesToDecide(approval, caller),
            ApprovalAction.Ask => Held.RefusesToDecide(approval, caller),
            ApprovalAction.RemoveSigner => RefusesToRemove(approval, caller),
            ApprovalAction.Transfer => Held.Undecided(approval, caller).Any() ? null : Stranger(approval, caller),
            ApprovalAction.GiveOpinion => Held.DelegatedTo(approval, caller).Any() ? null : new Refused(Refusal.NotAllowed, $"Nobody waits for the opinion of '{caller.Person}' on '{approval.Name}'."),
            ApprovalAction.Claim => Claiming.Refuses(approval, caller),
            ApprovalAction.Release => approval.Seats.Any(s => s.IsUndecided && caller.IsPerson(s.ClaimedBy)) ? null : new Refused(Refusal.NotAllowed, $"'{caller.Person}' has claimed nothing of '{approval.Name}'."),
            ApprovalAction.TakeBack => TakingBack.Refuses(approval, caller),
            ApprovalAction.Urge => Telling.RefusesToUrge(approval, caller, now),
            ApprovalAction.Answer => approval.Inquiries.Any(i => i.AnsweredAt is null && Asking.MayAnswer(i, caller)) ? null : new Refused(Refusal.NotAllowed, $"No question on '{approval.Name}' waits for '{caller.Person}'."),
            ApprovalAction.MarkRead => Telling.RefusesToRead(approval, caller),
            ApprovalAction.Copy or ApprovalAction.Comment => Held.IsConcerned(approval, caller) ? null : Stranger(approval, caller),
            ApprovalAction.SaveDraft => Held.Undecided(approval, caller).Any() || Held.DelegatedTo(approval, caller).Any() || Held.Mine(approval, caller).Any() ? null : Stranger(approval, caller),
            // From whom is looked at with the command: everybody may hand over what is his own.
            ApprovalAction.HandOver => caller.IsAdministrator || Held.IsConcerned(approval, caller) ? null : Stranger(approval, caller),
        };
    }

    public static Refused Stranger(Approval approval, Caller caller) =>
        new(Refusal.NotAllowed, $"'{caller.Person}' is not among those who decide '{approval.Name}'.");

    private static Refused? RefusesToRemove(Approval approval, Caller caller)
    {
        var mine = approval.Seats.Where(s => s.IsUndecided && s.State != SeatState.Closed && Signers.MayRemove(approval, s, caller));
        return mine.Any() ? null : new Refused(Refusal.NotAllowed, $"'{caller.Person}' has added no signer to '{approval.Name}' who could be removed.");
    }
}
