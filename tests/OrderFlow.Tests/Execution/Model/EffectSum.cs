using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>What the host would have in its tables after all effects so far, held against the state.</summary>
internal sealed class EffectSum
{
    private readonly HashSet<Guid> everOpened = [];
    private readonly HashSet<Guid> tasks = [];
    private readonly HashSet<Guid> everFired = [];
    private readonly Dictionary<Guid, DateTimeOffset> deadlines = [];
    private readonly HashSet<int> bookmarks = [];

    public void Add(IReadOnlyList<Effect> effects, InstanceState state, Action<bool, string> must)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case OpenTask open:
                    must(everOpened.Add(open.TaskId) && tasks.Add(open.TaskId), "a task is opened once");
                    break;
                case CloseTask close:
                    must(tasks.Remove(close.TaskId), "a task that is closed was open");
                    break;
                case RecordDecision decision:
                    must(tasks.Contains(decision.TaskId), "a task that is decided is open");
                    break;
                case ChangeAssignees change:
                    must(tasks.Contains(change.TaskId), "a task that changes hands is open");
                    break;
                case ChangeSeats seats:
                    must(tasks.Contains(seats.TaskId) && seats.Waiting.Count > 0, "a task whose list changes is open and on somebody's list");
                    break;
                case NotifyTask notice:
                    must(tasks.Contains(notice.TaskId), "a task that people are told of is open");
                    break;
                case SetDeadline set:
                    must(!everFired.Contains(set.DeadlineId), "a deadline that is over is not set again");
                    deadlines[set.DeadlineId] = set.DueAt;
                    break;
                case CancelDeadline cancel:
                    must(deadlines.Remove(cancel.DeadlineId) && everFired.Add(cancel.DeadlineId), "a deadline that is cancelled was pending");
                    break;
                case AddBookmark add:
                    must(bookmarks.Add(add.BookmarkId), "a bookmark is added once");
                    break;
                case RemoveBookmark remove:
                    must(bookmarks.Remove(remove.BookmarkId), "a bookmark that is removed was there");
                    break;
                default:
                    must(false, $"no definition here asks for {effect}");
                    break;
            }
        }

        must(tasks.SetEquals(state.Bookmarks.Where(b => b.Kind == BookmarkKind.Approval).Select(b => b.Reference!.Value)), "the open tasks are those of the state");
        must(deadlines.Count == state.Deadlines.Count && state.Deadlines.TrueForAll(d => deadlines.GetValueOrDefault(d.Id) == d.DueAt), "the pending deadlines are those of the state");
        must(bookmarks.SetEquals(state.Bookmarks.Where(b => b.Kind == BookmarkKind.Event).Select(b => b.Id)), "the bookmarks to be found are those of the state");
    }
}
