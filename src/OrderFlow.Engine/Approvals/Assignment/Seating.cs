namespace OrderFlow.Engine.Approvals;

/// <summary>What came of looking for assignees: places to be filled, or an end without anybody.</summary>
/// <param name="Verdict">Open: the candidates decide; else what the rule for "nobody" says.</param>
internal sealed record SeatingPlan(IReadOnlyList<Candidate> Candidates, Standing Verdict);

/// <summary>The rules about who is left out, replaced, or passed without being asked.</summary>
internal static class Seating
{
    /// <param name="excluded">Who must not decide.</param>
    /// <param name="agreedBefore">The task to which a person has agreed before, under the rule of the same approver; null: none.</param>
    /// <param name="draw">A random number, for a lot.</param>
    /// <returns>Null: nobody was found, and that is an incident.</returns>
    public static SeatingPlan? Plan(
        List<Candidate> found, AssignmentRules rules, Surroundings around, IReadOnlyList<Exclusion> excluded, Func<string, string?> agreedBefore, bool anyDecides, Func<ulong> draw)
    {
        var seats = Replace(found, rules.WhenInitiator, around)
            .Where(c => !excluded.Any(e => Entries.IsSame(e.Person, Entries.PersonOf(c.Entry))))
            .DistinctBy(c => c.Entry, StringComparer.Ordinal).ToList();
        if (rules.WhenInitiator == InitiatorRule.Skip) seats = SkipInitiator(seats, around.Initiator, anyDecides || rules.DrawsOne);
        if (seats.Count == 0) return Empty(rules, excluded);
        if (rules.DrawsOne && seats.Count > 1)
        {
            var drawn = seats[(int)(draw() % (ulong)seats.Count)];
            seats = [drawn with { Reason = new SeatReason(ReasonKind.Drawn, Levels: seats.Count) }];
        }

        return new SeatingPlan([.. seats.Select(c => Pass(c, agreedBefore))], Standing.Open);
    }

    private static IEnumerable<Candidate> Replace(List<Candidate> found, InitiatorRule rule, Surroundings around)
    {
        foreach (var candidate in found)
        {
            if (rule is InitiatorRule.Self or InitiatorRule.Skip || !IsInitiator(candidate, around.Initiator))
            {
                yield return candidate;
                continue;
            }

            var self = around.Initiator!;
            var instead = rule == InitiatorRule.Manager
                ? around.Organisation.ManagersOf(self).FirstOrDefault()
                : around.Organisation.Find(self)?.Department is { } department
                    ? around.Organisation.HeadsOf(department).FirstOrDefault(h => !Entries.IsSame(h, self))
                    : null;
            if (instead is not null) yield return candidate with { Entry = Entries.User(instead), Reason = new SeatReason(ReasonKind.InsteadOfInitiator, Of: self) };
        }
    }

    private static List<Candidate> SkipInitiator(List<Candidate> seats, string? initiator, bool othersCan)
    {
        // Where one decision is enough, a passed seat would be that decision: he is left out if somebody else is there.
        if (othersCan && seats.Exists(c => !IsInitiator(c, initiator))) return seats.FindAll(c => !IsInitiator(c, initiator));
        return seats.ConvertAll(c => IsInitiator(c, initiator) ? c with { IsPassed = true, Reason = new SeatReason(ReasonKind.StartedIt) } : c);
    }

    private static Candidate Pass(Candidate candidate, Func<string, string?> agreedBefore) =>
        !candidate.IsPassed && Entries.PersonOf(candidate.Entry) is { } person && agreedBefore(person) is { } task
            ? candidate with { IsPassed = true, Reason = new SeatReason(ReasonKind.AgreedBefore, task) }
            : candidate;

    private static SeatingPlan? Empty(AssignmentRules rules, IReadOnlyList<Exclusion> excluded)
    {
        var reason = new SeatReason(ReasonKind.NobodyElse);
        return rules.WhenEmpty switch
        {
            EmptyRule.Incident => null,
            EmptyRule.Assign => Entries.Read(rules.WhenEmptyTo) is { } entry && !excluded.Any(e => Entries.IsSame(e.Person, Entries.PersonOf(entry))) ? new SeatingPlan([new Candidate(entry, reason, 1, false)], Standing.Open) : null,
            EmptyRule.Admin => new SeatingPlan([new Candidate(Entries.Role("admin"), reason, 1, false)], Standing.Open),
            EmptyRule.Refuse => new SeatingPlan([], Standing.Refused),
            EmptyRule.Approve => new SeatingPlan([], Standing.Agreed),
        };
    }

    private static bool IsInitiator(Candidate candidate, string? initiator) => Entries.IsSame(Entries.PersonOf(candidate.Entry), initiator);
}
