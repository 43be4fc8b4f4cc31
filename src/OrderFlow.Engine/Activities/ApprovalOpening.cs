using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Makes the approval of a task that the flow has come to: who sits at it, frozen with the reasons.</summary>
internal static class ApprovalOpening
{
    /// <summary>The agreement that still holds after a return; null: the task is to be opened.</summary>
    public static Approval? Kept(ActivityContext context, ApprovalHistory history)
    {
        if (!history.Kept.Contains(context.Node.Key) || history.Find(context.Node.Key) is not { Approval: { Result.IsAgreed: true } before }) return null;
        return before.Content == Content(context).Version ? before : null;
    }

    public static Approval Open(ActivityContext context, ApprovalHistory history)
    {
        var rules = ApprovalInputs.Rules(context);
        var (fields, watched, version) = Content(context);
        var fresh = new Approval
        {
            TaskId = context.NewId(),
            Name = context.Node.DisplayText,
            Rules = rules,
            Initiator = context.State.Initiator,
            OpenedAt = context.Now,
            Fields = fields,
            Watched = watched,
            Content = version,
            Exclude = JsonValues.AsStringList(context.Input("Exclude")),
        };
        if (history.Reopened.TryGetValue(context.Node.Key, out var before) && before.Content == version)
            return Settled(fresh with { Seats = before.Seats, Groups = before.Groups, LastDecision = before.LastDecision, Rules = before.Rules });

        fresh = fresh with { Excluded = Exclusions.Of(context, fresh.Exclude) };
        var around = Surroundings(context, history);
        var assignment = ApprovalInputs.Assignment(context);
        var found = Resolution.Resolve(ApprovalInputs.Assignees(context), around);
        var plan = Seating.Plan(
            found, assignment, around, fresh.Excluded, person => AgreedBefore(history, fresh, assignment.SameApprover, person), rules.Mode is ApprovalMode.Any, context.Run.NextRandom)
            ?? throw new ActivityFault("Assignee", $"'{context.Node.DisplayText}' has nobody to decide: set Users, Roles or Assignees, or WhenEmpty.");
        if (plan.Verdict != Standing.Open)
        {
            var outcome = plan.Verdict == Standing.Agreed ? rules.Outcomes[0] : rules.Outcomes[Math.Min(1, rules.Outcomes.Count - 1)];
            return fresh with { Result = new ApprovalResult(outcome, plan.Verdict == Standing.Agreed, null, null, ApprovalInputs.Text(context, "WhenEmptyReason"), context.Now) };
        }

        if (rules.Mode == ApprovalMode.Vote && rules.Quorum > plan.Candidates.Count)
            throw new ActivityFault("Vote", $"'{context.Node.DisplayText}' needs {rules.Quorum} votes, but only {plan.Candidates.Count} can vote: lower Quorum, or name more people.");
        return Settled(fresh with { Seats = [.. plan.Candidates.Select(Seat)] });
    }

    private static Seat Seat(Candidate candidate, int index) => new()
    {
        Id = index + 1,
        Entry = candidate.Entry,
        Weight = candidate.Weight,
        HasVeto = candidate.HasVeto,
        Reason = candidate.Reason,
        State = candidate.IsPassed ? SeatState.Skipped : SeatState.Waiting,
    };

    private static Approval Settled(Approval approval)
    {
        var result = new Tally(approval).Result();
        if (result.Standing == Standing.Open) return Turns.Settle(approval);
        return Turns.Settle(approval with { Result = new ApprovalResult(result.Outcome!, result.Standing == Standing.Agreed, null, null, null, approval.OpenedAt) });
    }

    /// <summary>What assignees of the task are looked for in.</summary>
    public static Surroundings Surroundings(ActivityContext context, ApprovalHistory history)
    {
        var node = context.Node;
        var input = Composites.InputOf(context.Run, context.Execution);
        var chosen = history.Choices.Where(c => c.For == node.Key).Select(c => (c.By, c.People)).ToList();
        if (input.TryGetValue("Approvers", out var approvers) && approvers.ValueKind == JsonValueKind.Object)
        {
            chosen.AddRange(approvers.EnumerateObject().Where(m => m.Name == node.Key || m.Name == node.Definition.Id || m.Name == node.Definition.Name)
                .Select(m => ("initiator", JsonValues.AsStringList(m.Value))));
        }

        return new Surroundings(context.Run.Organisation, context.State.Initiator) { Form = ApprovalInputs.Form(context), Document = input, Chosen = chosen };
    }

    private static string? AgreedBefore(ApprovalHistory history, Approval fresh, SameApproverRule rule, string person)
    {
        if (rule == SameApproverRule.Ask) return null;
        var closed = history.Closed.Where(c => !c.IsVoid).ToList();
        if (rule == SameApproverRule.SkipAdjacent) closed = [.. closed.TakeLast(1)];
        return closed.FindLast(c => c.IsAgreed && c.Approval.Seats.Any(s => s is { State: SeatState.Decided, Decision: { } d } && c.Approval.Rules.Agrees(d.Outcome) && Entries.IsSame(d.OnBehalfOf ?? d.By, person))
            && fresh.Watched.All(f => c.Approval.Fields.TryGetValue(f, out var before) && before == fresh.Fields.GetValueOrDefault(f)))?.Approval.Name;
    }

    private static (IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> Watched, string? Version) Content(ActivityContext context)
    {
        var form = ApprovalInputs.Form(context);
        var variables = VariableScopes.Names(context.Run, context.Execution).Select(name =>
            KeyValuePair.Create(name, VariableScopes.Find(context.Run, context.Execution, name) is { } found ? found.Scope.Variables!.GetValueOrDefault(found.Key) : default));
        var fields = Contents.Of(form, variables, Composites.InputOf(context.Run, context.Execution));
        var named = JsonValues.AsStringList(context.Input("ProtectedFields")).Where(f => !string.IsNullOrWhiteSpace(f)).Select(f => f.Trim()).Distinct().ToList();
        IReadOnlyList<string> watched = named.Count > 0 ? named : form.ValueKind == JsonValueKind.Object ? [.. form.EnumerateObject().Select(m => m.Name)] : [];
        return (fields, watched, Contents.Version(fields, watched));
    }
}
