using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>The end of an approval: the flow goes on with its outcome, or back.</summary>
internal static class ApprovalEnd
{
    public static void Close(ActivityContext context, Bookmark bookmark, Approval approval, JsonElement form, IReadOnlyList<ApprovalEffect> effects)
    {
        if (effects.OfType<FlowReturned>().FirstOrDefault() is { } back)
        {
            if (ReturnTargets.Find(context, back.To, out var target) is not { } nowhere)
            {
                Return(context, bookmark, approval, target!, back.After);
                return;
            }

            // A refusal is not to be held up because there is nothing to go back to: it is followed like any.
            context.Note($"Not returned: {nowhere.Message}");
        }

        context.RemoveBookmark(bookmark);
        context.Do(new CloseTask(approval.TaskId, approval.Result!.Outcome, approval.Result.By, approval.Result.Comment));
        Complete(context, approval, form);
    }

    /// <summary>Completes the activity with the result of an approval that has no task any more, or never had one.</summary>
    public static void Complete(ActivityContext context, Approval approval, JsonElement form)
    {
        var result = approval.Result!;
        Copy(context, approval);
        ApprovalHistory.Of(context.State).With(context.Node.Key, approval with { Excluded = [], Copies = [] }, context.State.LastExecutionId).Store(context.State);
        var outputs = new Dictionary<string, JsonElement>
        {
            ["Outcome"] = JsonValues.FromString(result.Outcome),
            ["Actor"] = JsonValues.FromString(result.By),
            ["Comment"] = JsonValues.FromString(result.Comment),
            ["FormData"] = form.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : form,
        };
        foreach (var (name, value) in outputs) context.SetOutput(name, value);
        context.SetOutput("Result", JsonSerializer.SerializeToElement(outputs));
        context.Complete(result.Outcome);
    }

    public static void Return(ActivityContext context, Bookmark bookmark, Approval approval, ReturnTarget target, AfterReturn after)
    {
        context.RemoveBookmark(bookmark);
        context.Do(new CloseTask(approval.TaskId, ApprovalResult.ReturnedOutcome, approval.Result!.By, approval.Result.Comment));
        if (context.State.Initiator is { } initiator && !Entries.IsSame(initiator, approval.Result.By))
            context.Do(new NotifyTask(context.NewId(), approval.TaskId, NoticeKind.Returned, [Entries.User(initiator)]) { By = approval.Result.By, Text = approval.Result.Comment });

        var history = ApprovalHistory.Of(context.State).With(context.Node.Key, approval with { Excluded = [], Copies = [] }, context.State.LastExecutionId);
        var order = new FlowOrder(context.Run, target.Scope);
        var undone = history.Closed.Where(c => order.IsFrom(target.Node, c.Activity)).ToList();
        var straight = after == AfterReturn.StraightBack;
        history = history with
        {
            Closed = [.. history.Closed.Select(c => undone.Contains(c) ? c with { IsVoid = true } : c)],
            ReturnedTo = target.Node.Key,
            Kept = straight ? [.. undone.Where(c => c.IsAgreed && c.Activity != context.Node.Key && c.Activity != target.Node.Key).Select(c => c.Activity)] : [],
            Reopened = new Dictionary<string, Approval>(),
        };
        if (straight && context.Node.Key != target.Node.Key) history = history.Reopening(context.Node.Key, Undone(approval));
        history.Store(context.State);
        Returns.Leave(context, target.Scope, target.Node, approval.Result.Comment);
    }

    // Who agreed keeps the agreement; who refused is asked again, and so is everybody else.
    private static Approval Undone(Approval approval) => Approvals.Actions.TakingBack.Without(approval, d => !approval.Rules.Agrees(d.Outcome)) with { Result = null, Excluded = [], Copies = [] };

    private static void Copy(ActivityContext context, Approval approval)
    {
        var history = ApprovalHistory.Of(context.State);
        var entries = Resolution.Resolve(ApprovalInputs.Rules(context, "CopyTo"), ApprovalOpening.Surroundings(context, history)).ConvertAll(c => c.Entry);
        var added = entries.FindAll(e => !history.Copies.Any(c => Entries.IsSame(c.To, e) && c.Content == approval.Content));
        if (added.Count == 0) return;
        (history with { Copies = [.. history.Copies, .. added.Select(e => new Copy(e, approval.Result!.By ?? "", context.Now, approval.Content, null))] }).Store(context.State);
        context.Note($"Sent a copy to {Approvals.Actions.Held.Said(added)}");
        context.Do(new NotifyTask(context.NewId(), approval.TaskId, NoticeKind.Copied, added) { By = approval.Result!.By, Text = approval.Result.Comment });
    }
}
