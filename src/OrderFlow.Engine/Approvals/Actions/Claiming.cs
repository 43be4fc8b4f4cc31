using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Taking a role's seats for oneself, and giving them back.</summary>
internal static class Claiming
{
    public static Refused? Refuses(Approval approval, Caller caller)
    {
        if (approval.Excluded.FirstOrDefault(e => caller.IsPerson(e.Person) || Entries.IsSame(e.Person, caller.Name)) is { } excluded)
            return Held.Excludes(approval, excluded);
        if (Free(approval, caller).Any()) return null;
        var roles = approval.Seats.Where(s => s.IsUndecided && Entries.RoleOf(s.Entry) is not null && caller.Is(s.Entry)).ToList();
        return roles.Find(s => s.ClaimedBy is not null) is { } claimed
            ? new Refused(Refusal.NotOpen, $"'{approval.Name}' has been claimed by '{claimed.ClaimedBy}'.")
            : new Refused(Refusal.NotAllowed, $"'{approval.Name}' has no seat of a role that '{caller.Person}' could claim.");
    }

    public static Refused? Claim(ApprovalWork work, ClaimSeat command)
    {
        if (Held.Choose(work.Approval, Free(work.Approval, work.Caller), command.Seat, out var seats) is { } nothing) return nothing;
        foreach (var seat in seats) work.Change(seat with { ClaimedBy = work.Caller.Person.ToLowerInvariant() });
        work.Did(work.Caller.OnBehalfOf is null ? "Claimed" : $"Claimed ({work.Who})", seats);
        return null;
    }

    public static Refused? Release(ApprovalWork work, ReleaseSeat command)
    {
        var mine = work.Approval.Seats.Where(s => s.IsUndecided && work.Caller.IsPerson(s.ClaimedBy));
        if (Held.Choose(work.Approval, mine, command.Seat, out var seats) is { } nothing) return nothing;
        foreach (var seat in seats)
            work.Change(seat with { ClaimedBy = null, Delegation = null, Trail = [.. seat.Trail, new Holding(seat.Holder, HoldingEnd.Released, work.Who, work.Now, work.Comment)] });
        work.Did("Released", seats, [.. seats.Select(s => s.Entry).Distinct()]);
        return null;
    }

    private static IEnumerable<Seat> Free(Approval approval, Caller caller) =>
        approval.Seats.Where(s => s is { State: SeatState.Active, ClaimedBy: null, Delegation: null } && Entries.RoleOf(s.Entry) is not null && caller.Is(s.Entry));
}
