using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals.Actions;

/// <summary>Sending the flow back. Where to can be gone back is the flow's to say; here it ends the task.</summary>
internal static class Returning
{
    public static Refused? Apply(ApprovalWork work, ReturnTask command)
    {
        if (string.IsNullOrWhiteSpace(command.To)) return new Refused(Refusal.Invalid, $"'{work.Approval.Name}' cannot be returned to nowhere: name an activity, '{ReturnTask.Previous}' or '{ReturnTask.Initiator}'.");
        var mine = Held.Mine(work.Approval, work.Caller).ToList();
        work.Approval = work.Approval with { Result = new ApprovalResult(ApprovalResult.ReturnedOutcome, false, work.Caller.Name, work.Caller.OnBehalfOf, work.Comment, work.Now) };
        work.Effects.Add(new FlowReturned(command.To, command.After ?? work.Approval.Rules.AfterReturn, work.Comment));
        work.Did($"Returned to {command.To}{(work.Caller.OnBehalfOf is null ? "" : $" ({work.Who})")}", mine);
        return null;
    }
}
