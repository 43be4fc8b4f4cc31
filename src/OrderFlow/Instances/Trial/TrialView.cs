using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tasks;

namespace OrderFlow.Instances.Trial;

/// <summary>What the steps of a dry run have come to.</summary>
/// <param name="From">The moment at which it began.</param>
/// <param name="Stopped">Why it goes no further; null: it does.</param>
/// <param name="Tasks">All that were opened, with who would get them.</param>
/// <param name="Deadlines">Those to come, the next first.</param>
/// <param name="Mails">As they would have been sent, the first first.</param>
/// <param name="Journal">Of all instances, by instance.</param>
internal sealed record TrialView(
    DateTimeOffset From,
    DateTimeOffset Now,
    string? Stopped,
    IReadOnlyList<InstanceSummary> Instances,
    IReadOnlyList<TrialTaskView> Tasks,
    IReadOnlyList<TrialDeadlineView> Deadlines,
    IReadOnlyList<TrialMail> Mails,
    IReadOnlyList<TrialCallView> Calls,
    IReadOnlyList<TrialWaitView> Waits,
    IReadOnlyDictionary<Guid, IReadOnlyList<TrialJournalView>> Journal)
{
    public static TrialView Of(TrialRun run, string? stopped) => new(
        run.From,
        run.Now,
        stopped,
        [.. run.Instances.Select(i => InstanceSummary.Of(i.State))],
        [.. run.Tasks.Select(t => new TrialTaskView(TaskView.Of(t), [.. run.AssigneesOf(t.Id).Select(a => new TrialAssigneeView(a.Entry, a.People, a.Input, a.Written?.Text, a.Reason))], [.. run.Listed.Where(l => l.TaskId == t.Id).Select(l => l.Assignee)]))],
        [.. run.Deadlines.Select(d => new TrialDeadlineView(d.Id, d.Instance.State.Id, d.Activity, d.What, d.Kind, d.DueAt, d.Then, d.ThenWhat))],
        [.. run.Entries.SelectMany(e => e.Mails)],
        [.. run.Calls.Select(c => new TrialCallView(c.Id, c.Instance.State.Id, c.Activity, c.Call.Method, c.Call.Url, c.Call.Body))],
        [.. run.Waits.Select(w => new TrialWaitView(w.Instance.State.Id, w.BookmarkId, w.Kind, w.Key, w.Activity))],
        run.Instances.ToDictionary(i => i.State.Id, i => (IReadOnlyList<TrialJournalView>)[.. i.Journal.Select(j => new TrialJournalView(j.Sequence, j.At, j.ActivityId, j.Event, j.Message, j.Actor))]));
}

/// <param name="Waiting">The entries whose turn it is; empty: the task is closed.</param>
internal sealed record TrialTaskView(TaskView Task, IReadOnlyList<TrialAssigneeView> Assignees, IReadOnlyList<string> Waiting);

/// <param name="Input">The input that named it; null: none that is known.</param>
/// <param name="Written">What that input says in the workflow; null: its default.</param>
/// <param name="Reason">What the rule of its assignment came to; null: escalated, or not known.</param>
internal sealed record TrialAssigneeView(string Entry, IReadOnlyList<TrialPerson> People, string? Input, string? Written, SeatReason? Reason);

/// <param name="Then">What happens to a task then: None, Remind, Escalate, Outcome or Count; null: a mere reminder, or no task.</param>
/// <param name="ThenWhat">The outcome, or to whom, as it is written ("role:legal-lead, manager"); null: none.</param>
internal sealed record TrialDeadlineView(Guid Id, Guid InstanceId, string ActivityId, string Activity, DeadlineKind Kind, DateTimeOffset DueAt, string? Then, string? ThenWhat);

internal sealed record TrialCallView(Guid Id, Guid InstanceId, string ActivityId, string Method, string Url, string? Body);

internal sealed record TrialWaitView(Guid InstanceId, int BookmarkId, BookmarkKind Kind, string Key, string ActivityId);

internal sealed record TrialJournalView(int Sequence, DateTimeOffset At, string ActivityId, JournalEvent Event, string? Message, string? Actor);
