using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Asking another for an opinion before one decides.</summary>
internal static class Delegating
{
    public static Refused? Apply(ApprovalWork work, DelegateSeat command)
    {
        var approval = work.Approval;
        if (Held.Read(approval, command.To, out var to, mayOnlyAdvise: true) is { } refused) return refused;
        if (work.Caller.Is(to)) return new Refused(Refusal.Invalid, $"'{work.Caller.Person}' cannot ask for his own opinion: name somebody else.");
        var own = Held.Mine(approval, work.Caller).Where(s => s.Delegation is null && work.Caller.Is(s.Holder));
        if (Held.Choose(approval, own, command.Seat, out var mine) is { } nothing) return nothing;

        foreach (var seat in mine) work.Change(seat with { Delegation = new Delegation(to, work.Caller.Person, work.Now) });
        work.Did($"Delegated to {Held.Said(to)}", mine, to);
        work.Tell(NoticeKind.Delegated, [to]);
        return null;
    }

    public static Refused? Opine(ApprovalWork work)
    {
        if (work.Comment is null) return new Refused(Refusal.Invalid, $"An opinion on '{work.Approval.Name}' needs words: write the comment.");
        var mine = Held.DelegatedTo(work.Approval, work.Caller).ToList();
        foreach (var seat in mine) work.Change(Returned(work, seat, HoldingEnd.Opined));
        work.Did($"Gave an opinion{(work.Caller.OnBehalfOf is null ? "" : $" ({work.Who})")}", mine);
        work.Tell(NoticeKind.OpinionGiven, mine.Select(s => s.Holder));
        return null;
    }

    public static Seat Returned(ApprovalWork work, Seat seat, HoldingEnd end) => seat with
    {
        Delegation = null,
        Trail = [.. seat.Trail, new Holding(seat.Delegation!.To, end, work.Who, work.Now, work.Comment)],
    };
}
