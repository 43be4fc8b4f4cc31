using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Where an open approval is kept: in the data of its activity's run.</summary>
internal static class ApprovalStore
{
    private const string Key = "approval";

    /// <summary>With what has to be looked up anew each time: who must not decide by now, and who has got copies.</summary>
    public static Approval Load(ActivityContext context, Bookmark bookmark)
    {
        var stored = context.Execution.Data[Key];
        var approval = stored.TryGetProperty("Assignees", out _) ? FromBefore(context, bookmark, stored) : Approval.FromJson(stored);
        return approval with { Excluded = Exclusions.Of(context, approval.Exclude), Copies = ApprovalHistory.Of(context.State).Copies };
    }

    /// <summary>An approval of another activity that is open; null: the run is not one.</summary>
    public static Approval? Peek(ActivityExecution execution) =>
        execution.Data.TryGetValue(Key, out var stored) && !stored.TryGetProperty("Assignees", out _) ? Approval.FromJson(stored) : null;

    public static void Store(ActivityContext context, Approval approval)
    {
        context.Execution.Data[Key] = (approval with { Excluded = [], Copies = [] }).ToJson();
        var history = ApprovalHistory.Of(context.State);
        if (!history.Copies.SequenceEqual(approval.Copies)) (history with { Copies = approval.Copies }).Store(context.State);
    }

    // A task that was opened before there were seats: each of its entries is one, in their order.
    private static Approval FromBefore(ActivityContext context, Bookmark bookmark, JsonElement stored)
    {
        var decided = JsonValues.AsDictionary(stored.GetProperty("Decided")).ToDictionary(d => d.Key, d => d.Value.GetString()!);
        var outcomes = JsonValues.AsStringList(stored.GetProperty("Outcomes"));
        var seats = JsonValues.AsStringList(stored.GetProperty("Assignees")).Select((entry, i) => new Seat
        {
            Id = i + 1,
            Entry = entry,
            Weight = 1,
            State = decided.ContainsKey(entry) ? SeatState.Decided : SeatState.Waiting,
            Decision = decided.TryGetValue(entry, out var outcome) ? new SeatDecision(outcome, Entries.PersonOf(entry) ?? entry, null, bookmark.CreatedAt, i + 1) : null,
        }).ToList();
        return Turns.Settle(new Approval
        {
            TaskId = bookmark.Reference!.Value,
            Name = context.Node.DisplayText,
            Rules = new ApprovalRules { Mode = (ApprovalMode)stored.GetProperty("Mode").GetInt32(), Outcomes = outcomes, UrgeEvery = ApprovalInputs.UrgeEvery },
            Seats = seats,
            Escalated = stored.GetProperty("Escalated").GetString() is { } escalated ? [escalated] : [],
            LastDecision = seats.Count,
            Initiator = context.State.Initiator,
            OpenedAt = bookmark.CreatedAt,
        });
    }
}
