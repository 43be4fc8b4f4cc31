using OrderFlow.Engine.Approvals.Actions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>Decides what a command does to an approval. Pure: the same approval, command, caller and time give the same answer.</summary>
public static class ApprovalDesk
{
    /// <param name="approval">Is not changed.</param>
    /// <param name="now">UTC.</param>
    public static ApprovalAnswer Decide(Approval approval, ApprovalCommand command, Caller caller, DateTimeOffset now)
    {
        if (Rights.Refuses(command.Action, approval, caller, now) is { } never) return new ApprovalRefused(never);
        if (command.Comment is { Length: > ApprovalCommand.LongestText } text)
            return new ApprovalRefused(new Refused(Refusal.Invalid, $"The comment has {text.Length} characters; the most are {ApprovalCommand.LongestText}. Shorten it."));
        var work = new ApprovalWork(approval, caller, command, now);
        return Apply(work, command) is { } refused ? new ApprovalRefused(refused) : new ApprovalChange(work.Approval, work.Effects);
    }

    /// <summary>What a person may do now: every action, with why not where it is refused. Whom or what it is done to is not looked at.</summary>
    public static IReadOnlyDictionary<ApprovalAction, Refused?> AllowedActions(Approval approval, Caller caller, DateTimeOffset now) =>
        Enum.GetValues<ApprovalAction>().ToDictionary(action => action, action => Rights.Refuses(action, approval, caller, now));

    private static Refused? Apply(ApprovalWork work, ApprovalCommand command) => command switch
    {
        CastDecision c => Deciding.Apply(work, c),
        AddSigners c => Signers.Add(work, c),
        RemoveSigner c => Signers.Remove(work, c),
        TransferSeat c => Transferring.Apply(work, c),
        HandOver c => Transferring.Apply(work, c),
        DelegateSeat c => Delegating.Apply(work, c),
        GiveOpinion => Delegating.Opine(work),
        ClaimSeat c => Claiming.Claim(work, c),
        ReleaseSeat c => Claiming.Release(work, c),
        TakeBack => TakingBack.Apply(work),
        ReturnTask c => Returning.Apply(work, c),
        UrgeTask => Telling.Urge(work),
        SendCopy c => Telling.Copy(work, c),
        MarkRead => Telling.Read(work),
        AddComment c => Telling.Comment(work, c),
        SaveDraft c => Telling.Draft(work, c),
        AskInformation c => Asking.Ask(work, c),
        GiveInformation c => Asking.Answer(work, c),
        _ => throw new InvalidOperationException($"Expected a known command, but got {command.GetType().Name}."),
    };
}
