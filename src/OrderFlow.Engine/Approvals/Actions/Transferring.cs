using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Seats that change hands for good.</summary>
internal static class Transferring
{
    public static Refused? Apply(ApprovalWork work, TransferSeat command)
    {
        var approval = work.Approval;
        if (Held.Read(approval, command.To, out var to) is { } refused) return refused;
        if (Held.Choose(approval, Held.Undecided(approval, work.Caller), command.Seat, out var mine) is { } nothing) return nothing;
        if (mine.Exists(s => Entries.IsSame(s.Holder, to))) return new Refused(Refusal.Invalid, $"'{Held.Said(to)}' has that seat of '{approval.Name}' already.");

        foreach (var seat in mine) work.Change(Given(work, seat, to, HoldingEnd.Transferred));
        work.Did($"Transferred to {Held.Said(to)}", mine, to);
        Tell(work, mine, to);
        return null;
    }

    public static Refused? Apply(ApprovalWork work, HandOver command)
    {
        var approval = work.Approval;
        if (Held.Read(approval, command.From, out var from, mayOnlyAdvise: true) is { } nobody) return nobody;
        if (!work.Caller.IsAdministrator && !work.Caller.Is(from)) return new Refused(Refusal.NotAllowed, $"'{work.Caller.Person}' may hand over what is his own; of others an administrator may.");
        if (Held.Read(approval, command.To, out var to) is { } refused) return refused;
        if (Entries.IsSame(from, to)) return new Refused(Refusal.Invalid, $"'{Held.Said(to)}' has what is to be handed over already.");

        var seats = approval.Seats.Where(s => s.IsUndecided && Entries.IsSame(s.Holder, from)).ToList();
        foreach (var seat in seats) work.Change(Given(work, seat, to, HoldingEnd.HandedOver));
        var delegated = work.Approval.Seats.Where(s => s.Delegation is { } d && Entries.IsSame(d.To, from)).ToList();
        foreach (var seat in delegated) work.Change(seat with { Delegation = Entries.IsSame(seat.Holder, to) ? null : seat.Delegation! with { To = to } });
        var after = work.Approval with
        {
            Escalated = [.. work.Approval.Escalated.Select(e => Entries.IsSame(e, from) ? to : e).Distinct(StringComparer.Ordinal)],
            Inquiries = [.. work.Approval.Inquiries.Select(i => i.AnsweredAt is null && Entries.IsSame(i.To, from) ? i with { To = to } : i)],
        };
        var isMore = !after.Escalated.SequenceEqual(approval.Escalated) || !after.Inquiries.SequenceEqual(approval.Inquiries);
        if (seats.Count == 0 && delegated.Count == 0 && !isMore) return new Refused(Refusal.NotFound, $"'{Held.Said(from)}' has nothing of '{approval.Name}' to hand over.");

        work.Approval = after;
        work.Did($"Handed over from {Held.Said(from)} to {Held.Said(to)}", seats.Concat(delegated), to);
        Tell(work, [.. seats, .. delegated], to);
        return null;
    }

    private static Seat Given(ApprovalWork work, Seat seat, string to, HoldingEnd end) => seat with
    {
        Entry = to,
        ClaimedBy = null,
        // An opinion that the former holder asked for is not the new one's question; nor can one give it to oneself.
        Delegation = end == HoldingEnd.Transferred || Entries.IsSame(seat.Delegation?.To, to) ? null : seat.Delegation,
        Reason = new SeatReason(end == HoldingEnd.Transferred ? ReasonKind.Transferred : ReasonKind.HandedOver, Of: work.Who),
        Trail = [.. seat.Trail, new Holding(seat.Holder, end, work.Who, work.Now, work.Comment)],
    };

    private static void Tell(ApprovalWork work, List<Seat> seats, string to)
    {
        if (seats.Exists(s => work.Approval.Seat(s.Id).State == SeatState.Active)) work.Tell(NoticeKind.Assigned, [to]);
    }
}
