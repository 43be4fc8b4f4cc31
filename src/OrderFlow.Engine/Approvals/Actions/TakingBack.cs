using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Taking back what one has just given away: a delegation, or a decision that nobody has acted on.</summary>
internal static class TakingBack
{
    public static Refused? Refuses(Approval approval, Caller caller)
    {
        if (Delegated(approval, caller).Any()) return null;
        var decided = Decided(approval, caller).ToList();
        if (decided.Count == 0) return new Refused(Refusal.NotAllowed, $"'{caller.Person}' has decided and delegated nothing of '{approval.Name}' that could be taken back.");
        return ActedOn(approval, decided) is { } next
            ? new Refused(Refusal.NotOpen, $"'{approval.Name}' went on after the decision: {next.Decision!.By} has decided since.")
            : null;
    }

    public static Refused? Apply(ApprovalWork work)
    {
        var delegated = Delegated(work.Approval, work.Caller).ToList();
        if (delegated.Count > 0)
        {
            foreach (var seat in delegated) work.Change(Delegating.Returned(work, seat, HoldingEnd.Recalled));
            work.Did("Took the delegation back", delegated, [.. delegated.Select(s => s.Delegation!.To).Distinct()]);
            return null;
        }

        var decided = Decided(work.Approval, work.Caller).ToList();
        foreach (var seat in decided) work.Change(Undecided(seat) with { Trail = [.. seat.Trail, new Holding(seat.Holder, HoldingEnd.TakenBack, work.Who, work.Now, seat.Decision!.Outcome)] });
        work.Did($"Took back {decided[0].Decision!.Outcome}", decided);
        return null;
    }

    /// <summary>The approval without what a person decided on it: for a task that is opened again.</summary>
    public static Approval Without(Approval approval, Func<SeatDecision, bool> isMeant) =>
        approval with { Seats = [.. approval.Seats.Select(s => s is { State: SeatState.Decided, Decision: { } d } && isMeant(d) ? Undecided(s) : s)] };

    /// <summary>Whose decision it is: of the person in whose place it was made.</summary>
    public static bool IsOf(SeatDecision decision, string person) => Entries.IsSame(decision.OnBehalfOf ?? decision.By, person);

    private static IEnumerable<Seat> Delegated(Approval approval, Caller caller) =>
        approval.Seats.Where(s => s is { State: SeatState.Active, Delegation: not null } && caller.Is(s.Holder));

    private static IEnumerable<Seat> Decided(Approval approval, Caller caller) =>
        approval.Seats.Where(s => s is { State: SeatState.Decided, Decision: { } d } && IsOf(d, caller.Person));

    // A later decision that could not have been made without the ones to be taken back.
    private static Seat? ActedOn(Approval approval, List<Seat> decided)
    {
        var ids = decided.ConvertAll(s => s.Id);
        var first = decided.Min(s => s.Decision!.Number);
        var without = approval with { Seats = [.. approval.Seats.Select(s => ids.Contains(s.Id) ? Undecided(s) : s)] };
        return approval.Seats.FirstOrDefault(later => later is { State: SeatState.Decided, Decision: { } d } && d.Number > first && !ids.Contains(later.Id)
            && Turns.Settle(without.With(Undecided(later))).Seat(later.Id).State != SeatState.Active);
    }

    private static Seat Undecided(Seat seat) => seat with { State = SeatState.Waiting, Decision = null };
}
