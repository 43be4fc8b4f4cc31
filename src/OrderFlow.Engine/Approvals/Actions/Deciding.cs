using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Decisions at seats.</summary>
internal static class Deciding
{
    public static Refused? Apply(ApprovalWork work, CastDecision command)
    {
        var approval = work.Approval;
        var rules = approval.Rules;
        if (!rules.Outcomes.Contains(command.Outcome))
            return new Refused(Refusal.Invalid, $"Outcome '{command.Outcome}' is not offered by '{approval.Name}'. Offered: {string.Join(", ", rules.Outcomes)}.");
        if (work.Comment is null && (rules.Comment == CommentRule.Always || (rules.Comment == CommentRule.Refusal && !rules.Agrees(command.Outcome))))
            return new Refused(Refusal.Invalid, $"'{approval.Name}' demands a comment with '{command.Outcome}'. Say why.");
        if (Held.Choose(approval, Held.Mine(approval, work.Caller), command.Seat, out var mine) is { } refused) return refused;

        foreach (var seat in mine)
        {
            // Of several that close each other, only those that are still open when their turn comes.
            if (work.Approval.Seat(seat.Id).State != SeatState.Active) continue;
            var decision = new SeatDecision(command.Outcome, work.Caller.Name, work.Caller.OnBehalfOf, work.Now, work.Approval.LastDecision + 1);
            work.Approval = work.Approval with { LastDecision = decision.Number };
            work.Change(seat with { State = SeatState.Decided, Decision = decision, Delegation = null });
        }

        work.Effects.Add(new DecisionCast(command.Outcome, command.Comment, command.FormData, [.. mine.Select(s => s.Id)], command.Choices));
        work.Did(work.Caller.OnBehalfOf is null ? command.Outcome : $"{command.Outcome} ({work.Who})", mine);
        return null;
    }
}
