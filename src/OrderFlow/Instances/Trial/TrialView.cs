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
        [.. run.Tasks.Select(t => new TrialTaskView(TaskView.Of(t), [.. run.AssigneesOf(t.Id).Select(a => new TrialAssigneeView(a.Entry, a.People, a.Input, a.Written?.Text))]))],
        [.. run.Deadlines.Select(d => new TrialDeadlineView(d.Id, d.Instance.State.Id, d.Activity, d.What, d.Kind, d.DueAt, d.Then, d.ThenWhat))],
        [.. run.Entries.SelectMany(e => e.Mails)],
        [.. run.Calls.Select(c => new TrialCallView(c.Id, c.Instance.State.Id, c.Activity, c.Call.Method, c.Call.Url, c.Call.Body))],
        [.. run.Waits.Select(w => new TrialWaitView(w.Instance.State.Id, w.BookmarkId, w.Kind, w.Key, w.Activity))],
        run.Instances.ToDictionary(i => i.State.Id, i => (IReadOnlyList<TrialJournalView>)[.. i.Journal.Select(j => new TrialJournalView(j.Sequence, j.At, j.ActivityId, j.Event, j.Message, j.Actor))]));
}

internal sealed record TrialTaskView(TaskView Task, IReadOnlyList<TrialAssigneeView> Assignees);

/// <param name="Input">The input that named it; null: none that is known.</param>
/// <param name="Written">What that input says in the workflow; null: its default.</param>
internal sealed record TrialAssigneeView(string Entry, IReadOnlyList<TrialPerson> People, string? Input, string? Written);

/// <param name="Then">When a task is due: None, Remind, Escalate or Outcome; else null.</param>
/// <param name="ThenWhat">The role or the outcome; null: none.</param>
internal sealed record TrialDeadlineView(Guid Id, Guid InstanceId, string ActivityId, string Activity, DeadlineKind Kind, DateTimeOffset DueAt, string? Then, string? ThenWhat);

internal sealed record TrialCallView(Guid Id, Guid InstanceId, string ActivityId, string Method, string Url, string? Body);

internal sealed record TrialWaitView(Guid InstanceId, int BookmarkId, BookmarkKind Kind, string Key, string ActivityId);

internal sealed record TrialJournalView(int Sequence, DateTimeOffset At, string ActivityId, JournalEvent Event, string? Message, string? Actor);
