using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Adding signers, and taking them out again.</summary>
internal static class Signers
{
    /// <summary>The most seats of one task.</summary>
    public const int MostSeats = 1_000;

    public static Refused? Add(ApprovalWork work, AddSigners command)
    {
        var approval = work.Approval;
        if (Held.Choose(approval, Held.Mine(approval, work.Caller), command.Seat, out var mine) is { } nothing) return nothing;
        if (mine.Count > 1) return new Refused(Refusal.Invalid, $"'{work.Caller.Person}' has {mine.Count} seats at '{approval.Name}': say which one ({string.Join(", ", mine.Select(s => s.Id))}).");
        if (LevelOf(approval, mine[0]) >= SignerGroup.MostLevels)
            return new Refused(Refusal.Invalid, $"Signers of '{approval.Name}' may be added {SignerGroup.MostLevels} levels deep, and this would be one more.");
        if (Read(work, command.People, out var people) is { } refused) return refused;

        var group = new SignerGroup(approval.Groups.Count + 1, mine[0].Id, command.Place, command.Method, work.Caller.Person);
        var seats = people.Select((entry, i) => new Seat
        {
            Id = approval.Seats.Count + i + 1,
            Entry = entry,
            Weight = 1,
            Group = group.Id,
            Reason = new SeatReason(ReasonKind.Added, Of: work.Who),
        });
        work.Approval = approval with { Groups = [.. approval.Groups, group], Seats = [.. approval.Seats, .. seats] };
        work.Did($"Added signers {Word(command.Place)} ({command.Method.ToString().ToLowerInvariant()}): {Held.Said(people)}", [mine[0]], people);
        work.Tell(NoticeKind.Assigned, work.Approval.Seats.Where(s => s.Group == group.Id && s.State == SeatState.Active).Select(s => s.Turn));
        return null;
    }

    public static Refused? Remove(ApprovalWork work, RemoveSigner command)
    {
        var approval = work.Approval;
        if (approval.Seats.FirstOrDefault(s => s.Id == command.Seat && s.State is SeatState.Waiting or SeatState.Active) is not { } seat)
            return new Refused(Refusal.NotFound, $"'{approval.Name}' has no undecided seat {command.Seat}.");
        if (!MayRemove(approval, seat, work.Caller))
            return new Refused(Refusal.NotAllowed, $"Seat {seat.Id} of '{approval.Name}' can be removed by whoever added it, or by an administrator.");
        var others = approval.Seats.Count(s => s.Group == 0 && s.Id != seat.Id && s.State != SeatState.Removed);
        if (seat.Group == 0 && others == 0) return new Refused(Refusal.Invalid, $"'{approval.Name}' would have nobody left to decide it. Transfer the seat instead.");

        work.Approval = Without(approval, seat.Id);
        work.Did($"Removed signer {Held.Said(seat.Holder)}", [seat], seat.Holder);
        return null;
    }

    public static bool MayRemove(Approval approval, Seat seat, Caller caller) =>
        caller.IsAdministrator || (seat.Group > 0 && caller.IsPerson(approval.Groups[seat.Group - 1].By));

    private static Refused? Read(ApprovalWork work, IReadOnlyList<string> given, out List<string> people)
    {
        var approval = work.Approval;
        people = [];
        if (given.Count == 0) return new Refused(Refusal.Invalid, $"Nobody is named who should sign '{approval.Name}' too.");
        if (approval.Seats.Count + given.Count > MostSeats) return new Refused(Refusal.Invalid, $"'{approval.Name}' would have more than {MostSeats} signers.");
        foreach (var text in given)
        {
            if (Held.Read(approval, text, out var entry) is { } refused) return refused;
            if (people.Contains(entry) || approval.Seats.Any(s => s.IsUndecided && s.State != SeatState.Closed && Entries.IsSame(s.Holder, entry)))
                return new Refused(Refusal.Invalid, $"'{Held.Said(entry)}' signs '{approval.Name}' already.");
            people.Add(entry);
        }

        return null;
    }

    private static int LevelOf(Approval approval, Seat seat) => seat.Group == 0 ? 0 : 1 + LevelOf(approval, approval.Seat(approval.Groups[seat.Group - 1].Seat));

    // What was added to it goes with it: nobody would wait for their decision.
    private static Approval Without(Approval approval, int id)
    {
        approval = approval.With(approval.Seat(id) with { State = SeatState.Removed, Delegation = null });
        var below = approval.Groups.Where(g => g.Seat == id).Select(g => g.Id).ToHashSet();
        foreach (var seat in approval.Seats.Where(s => below.Contains(s.Group) && s.State != SeatState.Removed).ToList()) approval = Without(approval, seat.Id);
        return approval;
    }

    private static string Word(SignerPlace place) => place switch
    {
        SignerPlace.Before => "before",
        SignerPlace.After => "after",
        SignerPlace.Parallel => "beside",
    };
}
