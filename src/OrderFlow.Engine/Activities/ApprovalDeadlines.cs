using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>The moments at which an approval task wakes its instance.</summary>
internal static class ApprovalDeadlines
{
    public static void Set(ActivityContext context, Bookmark bookmark, DateTimeOffset due)
    {
        context.AddDeadline(bookmark, DeadlineKind.Due, due);
        var reminders = ApprovalInputs.Durations(context, "RemindBefore").Select(d => due - d)
            .Concat(ApprovalInputs.Durations(context, "RemindAfter").Select(d => due + d))
            // A task that is due at once does not begin with a reminder.
            .Where(moment => moment > context.Now)
            .Order()
            .ToList();
        for (var i = 0; i < reminders.Count; i++) context.AddDeadline(bookmark, DeadlineKind.Reminder, reminders[i], i);
    }
}
