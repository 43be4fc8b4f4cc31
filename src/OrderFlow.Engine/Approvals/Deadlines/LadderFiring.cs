using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>What came of a step that fired.</summary>
/// <param name="Message">For the journal; says also why nothing was done.</param>
internal sealed record LadderFired(Approval Approval, string Message, IReadOnlyList<ApprovalEffect> Effects);

/// <summary>Does what a step of the ladder says, if the task is as the step demands. Pure.</summary>
internal static class LadderFiring
{
    /// <param name="approval">Open.</param>
    public static LadderFired Fire(Approval approval, LadderStep step, Organisation organisation, DateTimeOffset now)
    {
        var up = step.IsDue ? "Time is up: " : "";
        if (Unmet(approval, step.When) is { } reason) return new LadderFired(approval, $"Passed over a step of the deadline: {reason}", []);
        switch (step.Action)
        {
            case LadderAction.Note:
                return new LadderFired(approval, "Time is up", []);
            case LadderAction.Remind:
                var (reminded, _) = Recipients(approval, step.To, organisation);
                var kind = step.IsDue ? NoticeKind.Overdue : NoticeKind.Reminder;
                var message = step.IsDue ? up + "reminded" : "Reminded";
                return reminded.Count == 0 ? new LadderFired(approval, "Nobody to remind was found", []) : new LadderFired(approval, message, [new Notice(kind, reminded, null)]);
            case LadderAction.Escalate:
                return Escalate(approval, step, organisation, up);
            case LadderAction.Outcome:
                var isAgreed = approval.Rules.Agrees(step.Outcome!);
                return new LadderFired(Ended(approval, step.Outcome!, isAgreed, now), $"Time is up: {step.Outcome}", []);
            case LadderAction.Count:
                var verdict = new Tally(approval).Count();
                var ended = Ended(approval, verdict.Outcome!, verdict.Standing == Standing.Agreed, now);
                var back = verdict.Standing == Standing.Refused && approval.Rules is { OnRefusal: RefusalPolicy.Return, ReturnTo: { } target } ? new FlowReturned(target, approval.Rules.AfterReturn, null) : null;
                return new LadderFired(ended, $"Time is up: the votes by now come to {verdict.Outcome}", back is null ? [] : [back]);
            default:
                throw new InvalidOperationException($"Expected a known step, but got {step.Action}.");
        }
    }

    private static LadderFired Escalate(Approval approval, LadderStep step, Organisation organisation, string up)
    {
        var (found, missing) = Recipients(approval, step.To, organisation);
        var allowed = found.FindAll(e => !approval.Excluded.Any(x => Entries.IsSame(x.Person, Entries.PersonOf(e))));
        // Escalating to nobody would be silence: then it is the administrators'.
        var entries = allowed.Count > 0 ? allowed : [Entries.Role("admin")];
        var note = allowed.Count > 0 && missing.Count == 0 ? "" : $" (not found: {(missing.Count == 0 ? string.Join(", ", step.To) : string.Join(", ", missing))})";
        var after = Turns.Settle(approval with { Escalated = [.. approval.Escalated.Concat(entries).Distinct(StringComparer.Ordinal)] });
        var message = $"{(up.Length == 0 ? "Escalated" : up + "escalated")} to {string.Join(", ", entries)}{note}";
        return new LadderFired(after, message, [new Notice(NoticeKind.Escalated, entries, null)]);
    }

    private static string? Unmet(Approval approval, LadderCondition condition) => condition switch
    {
        LadderCondition.Always => null,
        LadderCondition.Unclaimed => approval.Seats.Any(s => s is { State: SeatState.Active, ClaimedBy: null } && Entries.RoleOf(s.Entry) is not null) ? null : "nothing is unclaimed",
        LadderCondition.Undecided => approval.Seats.Any(s => s.Decision is not null) ? "somebody has decided" : null,
    };

    private static (List<string> Found, List<string> Missing) Recipients(Approval approval, IReadOnlyList<string> to, Organisation organisation)
    {
        var (found, missing) = (new List<string>(), new List<string>());
        foreach (var word in to.Count == 0 ? ["assignees"] : to)
        {
            var people = approval.Waiting.Select(Entries.PersonOf).OfType<string>();
            List<string> entries = word.ToLowerInvariant() switch
            {
                "assignees" => [.. approval.Waiting],
                "manager" => [.. people.Select(p => organisation.ManagersOf(p).FirstOrDefault()).OfType<string>().Select(Entries.User)],
                "head" => [.. people.Select(p => HeadOf(p, organisation)).OfType<string>().Select(Entries.User)],
                "initiator" => approval.Initiator is { } self ? [Entries.User(self)] : [],
                _ => Entries.Read(word) is { } entry ? [entry] : [],
            };
            if (entries.Count == 0) missing.Add(word);
            found.AddRange(entries);
        }

        return ([.. found.Distinct(StringComparer.Ordinal)], missing);
    }

    private static string? HeadOf(string person, Organisation organisation) =>
        organisation.Find(person)?.Department is { } department ? organisation.HeadsOf(department).FirstOrDefault(h => !Entries.IsSame(h, person)) : null;

    private static Approval Ended(Approval approval, string outcome, bool isAgreed, DateTimeOffset now) =>
        Turns.Settle(approval with { Result = new ApprovalResult(outcome, isAgreed, null, null, null, now) });
}
