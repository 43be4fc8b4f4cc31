using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>An approval while one command is being decided.</summary>
internal sealed class ApprovalWork(Approval approval, Caller caller, ApprovalCommand command, DateTimeOffset now)
{
    private readonly Approval before = approval;

    public Approval Approval { get; set; } = approval;
    public Caller Caller { get; } = caller;
    public DateTimeOffset Now { get; } = now;
    public List<ApprovalEffect> Effects { get; } = [];

    /// <summary>The caller as the journal names him: "ben for ann".</summary>
    public string Who => Caller.OnBehalfOf is { } other ? $"{Caller.Name} for {other}" : Caller.Name;

    public string? Comment => string.IsNullOrWhiteSpace(command.Comment) ? null : command.Comment;

    /// <summary>Notes what was done; the turns are worked out first, so that before and after are true.</summary>
    public void Did(string what, IEnumerable<Seat> seats, params IReadOnlyList<string> to)
    {
        Approval = Turns.Settle(Approval);
        Close();
        var message = Comment is null ? what : $"{what}: {Comment}";
        Effects.Insert(0, new ActionTaken(command.Action, message, Caller.Name, Caller.OnBehalfOf, Comment, [.. seats.Select(s => s.Id)], to, before.Waiting, Approval.Waiting));
    }

    public void Tell(NoticeKind kind, IEnumerable<string> recipients)
    {
        var people = recipients.Where(r => !Caller.IsPerson(Entries.PersonOf(r))).Distinct(StringComparer.Ordinal).ToList();
        if (people.Count > 0) Effects.Add(new Notice(kind, people, Comment));
    }

    public void Change(Seat seat) => Approval = Approval.With(seat);

    // The last word is the caller's, whatever he did: a removed signer may have been the last that was waited for.
    private void Close()
    {
        if (!Approval.IsOpen) return;
        var result = new Tally(Approval).Result();
        if (result.Standing == Standing.Open) return;
        var isAgreed = result.Standing == Standing.Agreed;
        Approval = Turns.Settle(Approval with { Result = new ApprovalResult(result.Outcome!, isAgreed, Caller.Name, Caller.OnBehalfOf, Comment, Now) });
        if (!isAgreed && Approval.Rules is { OnRefusal: RefusalPolicy.Return, ReturnTo: { } target }) Effects.Add(new FlowReturned(target, Approval.Rules.AfterReturn, Comment));
    }
}
