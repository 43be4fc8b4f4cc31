using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>The moments at which an approval task wakes its instance: one deadline for each step of its ladder.</summary>
internal static class ApprovalClock
{
    private const string Key = "clock";

    private sealed record Stopped(DeadlineKind Kind, int Step, DateTimeOffset DueAt);

    public static void Set(ActivityContext context, Bookmark bookmark, Approval approval)
    {
        if (approval is not { DueAt: { } due, Ladder: { } ladder }) return;
        for (var i = 0; i < ladder.Count; i++)
        {
            // A task that is due at once does not begin with what comes before that; what comes after it is not lost.
            if (ladder[i].IsDue || due + ladder[i].Offset > context.Now) context.AddDeadline(bookmark, KindOf(ladder[i]), due + ladder[i].Offset, i);
        }
    }

    /// <summary>Sets a step's next time after it has fired. Times that were missed meanwhile are not caught up with.</summary>
    public static void Repeat(ActivityContext context, Bookmark bookmark, PendingDeadline fired, Approval approval)
    {
        if (approval.Ladder is not { } ladder || ladder[fired.Step] is not { Every: { } every } step || every <= TimeSpan.Zero || step.Fired >= step.AtMost) return;
        var next = fired.DueAt + every;
        if (next <= context.Now) next += every * (1 + ((context.Now - next).Ticks / every.Ticks));
        context.AddDeadline(bookmark, fired.Kind, next, fired.Step);
    }

    public static void Pause(ActivityContext context)
    {
        var bookmark = context.State.Bookmarks.First(b => b.ExecutionId == context.Execution.Id);
        var pending = context.State.Deadlines.FindAll(d => d.BookmarkId == bookmark.Id);
        context.Execution.Data[Key] = JsonSerializer.SerializeToElement(pending.Select(d => new Stopped(d.Kind, d.Step, d.DueAt)));
        foreach (var deadline in pending) context.Run.CancelDeadline(deadline);
    }

    public static void Resume(ActivityContext context, TimeSpan later)
    {
        if (!context.Execution.Data.Remove(Key, out var stored)) return;
        var bookmark = context.State.Bookmarks.First(b => b.ExecutionId == context.Execution.Id);
        foreach (var stopped in stored.Deserialize<List<Stopped>>()!) context.AddDeadline(bookmark, stopped.Kind, stopped.DueAt + later, stopped.Step);
    }

    private static DeadlineKind KindOf(LadderStep step) => step.IsDue ? DeadlineKind.Due : step.Action == LadderAction.Remind ? DeadlineKind.Reminder : DeadlineKind.Step;
}
