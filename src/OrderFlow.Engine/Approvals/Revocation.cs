using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>
/// 撤销已通过: what has been approved is revoked by an approval round of its own. Everybody who agreed is asked; a host starts that
/// round as an instance, and sends <see cref="MarkRevoked"/> to the original when it has agreed.
/// </summary>
/// <param name="InstanceId">The original.</param>
/// <param name="Approvers">"user:ann": everybody whose agreement counted, in the order in which they agreed.</param>
public sealed record Revocation(Guid InstanceId, string Initiator, IReadOnlyList<string> Approvers)
{
    /// <summary>What the round is to be, or why there can be none.</summary>
    /// <param name="within">How long after its end it can be revoked.</param>
    /// <param name="now">UTC.</param>
    public static (Revocation? Round, Refused? Refused) Plan(InstanceState state, string actor, TimeSpan within, DateTimeOffset now)
    {
        if (!Entries.IsSame(state.Initiator, actor)) return (null, new Refused(Refusal.NotAllowed, $"Instance '{state.Id}' can be revoked by whoever started it, and that is not '{actor}'."));
        if (state is not { Status: WorkflowStatus.Finished, SubStatus: WorkflowSubStatus.Finished, FinishedAt: { } ended })
            return (null, new Refused(Refusal.NotOpen, $"Expected instance '{state.Id}' to be approved and over, but it is {state.SubStatus}."));
        if (now > ended + within) return (null, new Refused(Refusal.NotOpen, $"Instance '{state.Id}' ended at {ended:u}; it could be revoked until {ended + within:u}."));
        var approvers = ApprovalHistory.Of(state).Closed.Where(c => c.IsAgreed)
            .SelectMany(c => c.Approval.Seats.Where(s => s is { State: SeatState.Decided, Decision: { } d } && c.Approval.Rules.Agrees(d.Outcome)).Select(s => s.Decision!).OrderBy(d => d.Number))
            .Select(d => Entries.User(d.OnBehalfOf ?? d.By)).Distinct().ToList();
        return approvers.Count == 0
            ? (null, new Refused(Refusal.Invalid, $"Nobody has approved instance '{state.Id}': there is nothing to revoke."))
            : (new Revocation(state.Id, actor, approvers), null);
    }
}
