using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances.Trial;

/// <summary>Work that one instance of a dry run leaves for another; the same as <see cref="MessageRow"/> in the database.</summary>
/// <param name="Payload">StartChild, TriggeredStart, ChildReport, PublishEvent, or what a bookmark is resumed with, by kind.</param>
internal sealed record TrialMessage(MessageKind Kind, Guid? Target, Guid? Source, int? Bookmark, object? Payload);

/// <summary>What a dry run has instead of the database: it takes a burst as <see cref="BurstWriter"/> does, in memory.</summary>
internal sealed class TrialWorld
{
    private readonly Dictionary<Guid, TrialInstance> byId = [];

    /// <summary>The oldest first.</summary>
    public List<TrialInstance> Instances { get; } = [];

    public TrialTasks Tasks { get; } = new();
    public List<TrialDeadline> Deadlines { get; } = [];
    public List<TrialCall> Calls { get; } = [];
    public List<TrialEntry> Entries { get; } = [];

    /// <summary>Letters that bursts left and nobody has looked at yet.</summary>
    public Queue<(TrialEntry Entry, Effect Letter)> Letters { get; } = new();

    public TrialInstance? Find(Guid? id) => id is { } known ? byId.GetValueOrDefault(known) : null;

    public long StateBytes => Instances.Sum(i => (long)i.Bytes);

    public int JournalEntries => Instances.Sum(i => i.Journal.Count);

    /// <summary>Everything that waits for an event, in the order in which it is delivered.</summary>
    public IEnumerable<(TrialInstance Instance, Bookmark Bookmark)> WaitingFor(PublishEvent publish, Guid? source) =>
        from instance in Instances
        where !publish.OnlyThisInstance || instance.State.Id == source
        where publish.CorrelationId is not { Length: > 0 } correlation || instance.State.CorrelationId == correlation
        from bookmark in instance.State.Bookmarks
        where bookmark.Kind == BookmarkKind.Event && bookmark.Key == publish.Name
        orderby instance.State.Id, bookmark.Id
        select (instance, bookmark);

    public void Add(TrialInstance instance)
    {
        byId.Add(instance.State.Id, instance);
        Instances.Add(instance);
    }

    /// <returns>The messages that the burst leaves for others.</returns>
    public List<TrialMessage> Take(TrialInstance instance, Burst burst, Stimulus stimulus)
    {
        // As the next burst will find it in the database.
        instance.State = StateJson.ReadState(burst.StoredState);
        instance.Bytes = Math.Max(instance.Bytes, burst.StoredState.Length);
        instance.Journal.AddRange(burst.Journal);
        var left = new List<TrialMessage>();
        foreach (var effect in burst.Effects) Take(instance, effect, burst, stimulus, left);
        return left;
    }

    private void Take(TrialInstance instance, Effect effect, Burst burst, Stimulus stimulus, List<TrialMessage> left)
    {
        var state = burst.State;
        switch (effect)
        {
            case OpenTask open:
                Tasks.Open(open, state);
                break;
            case RecordDecision decision:
                Tasks.Record(decision, state, stimulus as DecideTask, burst.Effects.Any(e => e is CloseTask close && close.TaskId == decision.TaskId));
                break;
            case ChangeAssignees change:
                Tasks.Change(change, state);
                break;
            case ChangeSeats seats:
                Tasks.List(seats, state);
                break;
            case CloseTask close:
                Tasks.Close(close, state);
                break;
            case SetDeadline set:
                Deadlines.RemoveAll(d => d.Id == set.DeadlineId);
                Deadlines.Add(TrialReasons.Of(instance, set));
                break;
            case CancelDeadline cancel:
                Deadlines.RemoveAll(d => d.Id == cancel.DeadlineId);
                break;
            case SendHttp call:
                Calls.Add(new TrialCall(call.Id, instance, call.BookmarkId, state.Bookmarks.Find(b => b.Id == call.BookmarkId)?.ActivityId ?? "", call.Call));
                break;
            case StartChild start:
                left.Add(new TrialMessage(MessageKind.StartChild, start.ChildInstanceId, state.Id, start.BookmarkId, start));
                break;
            case CancelChild cancel:
                left.Add(new TrialMessage(MessageKind.CancelChild, cancel.ChildInstanceId, state.Id, null, null));
                break;
            case NotifyParent notify:
                left.Add(new TrialMessage(MessageKind.NotifyParent, notify.ParentInstanceId, state.Id, notify.BookmarkId, new ChildReport(notify, null)));
                break;
            case PublishEvent publish:
                left.Add(new TrialMessage(MessageKind.PublishEvent, null, state.Id, null, publish));
                break;
            case AddBookmark or RemoveBookmark or SendMail or NotifyTask or WriteResponse:
                // Bookmarks stand in the state; letters are looked at when the burst is done.
                break;
            default:
                throw new InvalidOperationException($"Expected a known effect, but got {effect.GetType().Name}.");
        }
    }
}
