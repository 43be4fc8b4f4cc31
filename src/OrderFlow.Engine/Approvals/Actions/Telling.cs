using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>What tells people something and changes no seat.</summary>
internal static class Telling
{
    /// <summary>The most people that one copy or comment goes to.</summary>
    private const int MostPeople = 200;

    public static Refused? RefusesToUrge(Approval approval, Caller caller, DateTimeOffset now)
    {
        if (!Held.IsConcerned(approval, caller)) return Rights.Stranger(approval, caller);
        return approval.UrgedAt is { } last && now < last + approval.Rules.UrgeEvery
            ? new Refused(Refusal.TooSoon, $"'{approval.Name}' was urged at {last:u}. It can be again from {last + approval.Rules.UrgeEvery:u}.")
            : null;
    }

    public static Refused? Urge(ApprovalWork work)
    {
        work.Approval = work.Approval with { UrgedAt = work.Now };
        work.Did($"Urged {Held.Said(work.Approval.Waiting)}", [], work.Approval.Waiting);
        work.Tell(NoticeKind.Urged, work.Approval.Waiting);
        return null;
    }

    public static Refused? Copy(ApprovalWork work, SendCopy command)
    {
        if (Read(work, command.To, out var people) is { } refused) return refused;
        var added = people.FindAll(p => !work.Approval.Copies.Any(c => Entries.IsSame(c.To, p) && c.Content == work.Approval.Content));
        if (added.Count == 0) return new Refused(Refusal.Invalid, $"{Held.Said(people)} got a copy of '{work.Approval.Name}' already.");
        work.Approval = work.Approval with { Copies = [.. work.Approval.Copies, .. added.Select(p => new Copy(p, work.Caller.Person, work.Now, work.Approval.Content, null))] };
        work.Did($"Sent a copy to {Held.Said(added)}", [], added);
        work.Tell(NoticeKind.Copied, added);
        return null;
    }

    public static Refused? RefusesToRead(Approval approval, Caller caller)
    {
        var mine = approval.Copies.Where(c => caller.Is(c.To)).ToList();
        if (mine.Count == 0) return new Refused(Refusal.NotAllowed, $"'{caller.Person}' has got no copy of '{approval.Name}'.");
        return mine.Exists(c => c.ReadAt is null) ? null : new Refused(Refusal.NotOpen, $"'{caller.Person}' has read the copy of '{approval.Name}' at {mine[^1].ReadAt:u} already.");
    }

    public static Refused? Read(ApprovalWork work)
    {
        work.Approval = work.Approval with { Copies = [.. work.Approval.Copies.Select(c => c.ReadAt is null && work.Caller.Is(c.To) ? c with { ReadAt = work.Now } : c)] };
        work.Did("Read the copy", []);
        return null;
    }

    public static Refused? Comment(ApprovalWork work, AddComment command)
    {
        if (work.Comment is null) return new Refused(Refusal.Invalid, $"A comment on '{work.Approval.Name}' needs words.");
        List<string> people = [];
        if (command.Mentions.Count > 0 && Read(work, command.Mentions, out people) is { } refused) return refused;
        work.Did("Commented", [], people);
        work.Tell(NoticeKind.Mentioned, people);
        return null;
    }

    public static Refused? Draft(ApprovalWork work, SaveDraft command)
    {
        work.Effects.Add(new DraftKept(work.Caller.Name, work.Comment, command.FormData));
        // What is not said yet is nobody else's: the journal tells that there is a draft, not what is in it.
        work.Effects.Insert(0, new ActionTaken(ApprovalAction.SaveDraft, "Saved a draft", work.Caller.Name, work.Caller.OnBehalfOf, null, [], [], work.Approval.Waiting, work.Approval.Waiting));
        return null;
    }

    private static Refused? Read(ApprovalWork work, IReadOnlyList<string> given, out List<string> people)
    {
        people = [];
        if (given.Count == 0) return new Refused(Refusal.Invalid, $"Nobody is named who should hear of '{work.Approval.Name}'.");
        if (given.Count > MostPeople) return new Refused(Refusal.Invalid, $"{given.Count} people are named; the most are {MostPeople}. Name a role instead.");
        foreach (var text in given)
        {
            if (Held.Read(work.Approval, text, out var entry, mayOnlyAdvise: true) is { } refused) return refused;
            if (!people.Contains(entry)) people.Add(entry);
        }

        return null;
    }
}
