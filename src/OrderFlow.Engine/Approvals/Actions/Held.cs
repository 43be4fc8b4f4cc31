using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Which seats are a person's.</summary>
internal static class Held
{
    /// <summary>Seats that the caller may decide now: his own, and all open ones where it was escalated to him.</summary>
    public static IEnumerable<Seat> Mine(Approval approval, Caller caller)
    {
        var isEscalated = approval.Escalated.Any(caller.Is);
        return approval.Seats.Where(s => s.State == SeatState.Active && (isEscalated || (s.Delegation is null && caller.Is(s.Holder))));
    }

    /// <summary>Seats that are the caller's and undecided, also those whose turn has not come.</summary>
    public static IEnumerable<Seat> Undecided(Approval approval, Caller caller) =>
        approval.Seats.Where(s => s.State is SeatState.Waiting or SeatState.Active && caller.Is(s.Holder));

    public static IEnumerable<Seat> DelegatedTo(Approval approval, Caller caller) =>
        approval.Seats.Where(s => s.State == SeatState.Active && s.Delegation is { } delegation && caller.Is(delegation.To));

    /// <summary>Whether the caller has or had to do with the task.</summary>
    public static bool IsConcerned(Approval approval, Caller caller) =>
        caller.IsAdministrator || caller.IsPerson(approval.Initiator) || approval.Escalated.Any(caller.Is)
        || approval.Inquiries.Any(i => caller.Is(i.To)) || approval.Copies.Any(c => caller.Is(c.To))
        || approval.Seats.Any(s => caller.Is(s.Entry) || caller.IsPerson(s.ClaimedBy) || s.Trail.Any(h => caller.Is(h.Entry)) || (s.Delegation is { } d && caller.Is(d.To))
            || caller.IsPerson(s.Decision?.OnBehalfOf ?? s.Decision?.By));

    /// <summary>Why the caller has nothing to decide now; null: he has.</summary>
    public static Refused? RefusesToDecide(Approval approval, Caller caller)
    {
        if (approval.Excluded.FirstOrDefault(e => caller.IsPerson(e.Person) || Entries.IsSame(e.Person, caller.Name)) is { } excluded)
            return Excludes(approval, excluded);
        if (Mine(approval, caller).Any()) return null;
        var own = approval.Seats.Where(s => s.State != SeatState.Removed && (caller.Is(s.Entry) || caller.Is(s.Holder))).ToList();
        if (own.Find(s => s.State == SeatState.Active && s.Delegation is not null && caller.Is(s.Holder)) is { } delegated)
            return new Refused(Refusal.NotOpen, $"'{approval.Name}' waits for the opinion of '{Said(delegated.Delegation!.To)}'. Take it back to decide at once.");
        if (own.Find(s => s.State == SeatState.Active && s.ClaimedBy is not null) is { } claimed)
            return new Refused(Refusal.NotAllowed, $"'{approval.Name}' has been claimed by '{claimed.ClaimedBy}'.");
        if (own.Exists(s => s.State == SeatState.Waiting)) return new Refused(Refusal.NotOpen, $"It is not the turn of '{caller.Person}' to decide '{approval.Name}' yet.");
        return own.Count > 0
            ? new Refused(Refusal.NotOpen, $"What '{caller.Person}' may decide of '{approval.Name}' has been decided already.")
            : Rights.Stranger(approval, caller);
    }

    /// <summary>The refusal for somebody who must not decide.</summary>
    public static Refused Excludes(Approval approval, Exclusion excluded) => excluded.Kind switch
    {
        ExclusionKind.Named => new Refused(Refusal.NotAllowed, $"'{excluded.Person}' must not decide '{approval.Name}': the workflow excludes this person."),
        ExclusionKind.StartedIt => new Refused(Refusal.NotAllowed, $"'{excluded.Person}' must not decide '{approval.Name}', having started it."),
        ExclusionKind.Decided => new Refused(Refusal.NotAllowed, $"'{excluded.Person}' must not decide '{approval.Name}', having decided '{excluded.Activity}'."),
    };

    /// <summary>The seats meant by a command: one of the offered by its id, or all of them.</summary>
    public static Refused? Choose(Approval approval, IEnumerable<Seat> offered, int? id, out List<Seat> chosen)
    {
        chosen = [.. offered.Where(s => id is null || s.Id == id)];
        return chosen.Count > 0 ? null : new Refused(Refusal.NotFound, $"'{approval.Name}' has no seat {id ?? 0} that this can be done to.");
    }

    /// <summary>An entry that somebody typed; refused where it names nobody, or a person who must not decide.</summary>
    public static Refused? Read(Approval approval, string? text, out string entry, bool mayOnlyAdvise = false)
    {
        entry = Entries.Read(text) ?? "";
        if (entry.Length == 0) return new Refused(Refusal.Invalid, $"'{text}' names nobody: give a user name, or 'role:' and a role.");
        var person = Entries.PersonOf(entry);
        return !mayOnlyAdvise && approval.Excluded.FirstOrDefault(e => Entries.IsSame(e.Person, person)) is { } excluded
            ? Excludes(approval, excluded)
            : null;
    }

    /// <summary>An entry as people say it: "ann", "role:finance".</summary>
    public static string Said(string entry) => Entries.PersonOf(entry) ?? entry;

    public static string Said(IEnumerable<string> entries) => string.Join(", ", entries.Select(Said));
}
