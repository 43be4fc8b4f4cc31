using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// A task for people: opens when the flow comes by, ends with an outcome that they chose or the deadline brought. What they may
/// do and what comes of it is decided by <see cref="ApprovalDesk"/>; here it becomes bookmarks, deadlines, effects and journal.
/// </summary>
internal sealed class ApprovalTask : Activity
{
    public override ActivityDescriptor Descriptor => ApprovalDescriptor.All;

    public override void Execute(ActivityContext context)
    {
        var history = ApprovalHistory.Of(context.State);
        if (ApprovalOpening.Kept(context, history) is { } kept)
        {
            history.Without(context.Node.Key).Store(context.State);
            context.Note($"Not asked again: {kept.Result!.By} agreed before the return");
            ApprovalEnd.Complete(context, kept with { TaskId = context.NewId() }, default);
            return;
        }

        var due = ApprovalInputs.Due(context);
        var approval = ApprovalOpening.Open(context, history) with { DueAt = due };
        approval = approval with { Ladder = due is null ? [] : LadderReader.Read(context, approval.Rules.Outcomes) };
        history.Without(context.Node.Key).Store(context.State);
        foreach (var passed in approval.Seats.Where(s => s.State == SeatState.Skipped)) context.Note($"{Entries.PersonOf(passed.Entry)}: {passed.Reason!.Text}");
        if (!approval.IsOpen)
        {
            context.Note($"Decided without anybody: {approval.Result!.Outcome}");
            ApprovalEnd.Complete(context, approval, default);
            return;
        }

        ApprovalStore.Store(context, approval with { Copies = history.Copies });
        var bookmark = context.AddBookmark(BookmarkKind.Approval, null, default, approval.TaskId);
        var concerned = ApprovalEffects.Concerned(approval);
        context.Do(new OpenTask(approval.TaskId, bookmark.Id, context.Node.Key, new TaskContent
        {
            Title = JsonValues.AsString(context.Input("Title")) is { Length: > 0 } title ? title : context.Node.DisplayText,
            Description = JsonValues.AsString(context.Input("Description")),
            Assignees = concerned,
            Mode = approval.Rules.Mode,
            Outcomes = approval.Rules.Outcomes,
            Form = context.Input("Form"),
            DueAt = due,
        }));
        if (!approval.Waiting.SequenceEqual(concerned)) context.Do(ApprovalEffects.Seats(approval));
        ApprovalClock.Set(context, bookmark, approval);
    }

    public override void OnDeadline(ActivityContext context, Bookmark bookmark, PendingDeadline deadline)
    {
        var approval = ApprovalStore.Load(context, bookmark);
        var step = approval.Ladder is { } ladder ? ladder[deadline.Step] : LadderReader.FromBefore(context, deadline, approval.Rules.Outcomes);
        var fired = LadderFiring.Fire(approval, step, context.Run.Organisation, context.Now);
        if (approval.Ladder is not null)
            fired = fired with { Approval = fired.Approval with { Ladder = [.. approval.Ladder.Select((s, i) => i == deadline.Step ? s with { Fired = s.Fired + 1 } : s)] } };

        context.Note(fired.Message);
        ApprovalStore.Store(context, fired.Approval);
        ApprovalEffects.Do(context, approval, fired.Approval, fired.Effects, null);
        if (!fired.Approval.IsOpen) ApprovalEnd.Close(context, bookmark, fired.Approval, default, fired.Effects);
        else ApprovalClock.Repeat(context, bookmark, deadline, fired.Approval);
    }

    public override void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) =>
        context.Do(new CloseTask(bookmark.Reference!.Value, null, null, null));
}
