using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>One burst while it is being decided: a queue of due activities, worked off in order, first in first out as in Elsa.</summary>
internal sealed class BurstRun
{
    private const string Limit = "BurstLimit";

    private readonly Dictionary<int, ActivityExecution> live;
    private int executed;
    private int randoms;

    public BurstRun(CompiledWorkflow workflow, InstanceState state, DateTimeOffset now, ExpressionEvaluator evaluator, EngineLimits limits, string? actor)
    {
        (Workflow, State, Now, Evaluator, Limits, Actor) = (workflow, state, now, evaluator, limits, actor);
        live = state.Executions.ToDictionary(e => e.Id);
    }

    public CompiledWorkflow Workflow { get; }
    public InstanceState State { get; }
    public DateTimeOffset Now { get; }
    public ExpressionEvaluator Evaluator { get; }
    public EngineLimits Limits { get; }
    public string? Actor { get; }
    public Organisation Organisation { get; init; } = Organisation.None;
    public List<JournalEntry> Journal { get; } = [];
    public List<Effect> Effects { get; } = [];

    public Guid NewId() => Numbers.Id(State.Id, ++State.LastNumber, Now);

    public ulong NextRandom() => Numbers.Random(State.Id, State.Revision, ++randoms);

    /// <summary>A run that has begun and not ended; null: there is none with this id.</summary>
    public ActivityExecution? Live(int id) => live.GetValueOrDefault(id);

    public bool IsLive(ActivityExecution execution) => live.ContainsKey(execution.Id);

    public IEnumerable<ActivityExecution> ChildrenOf(ActivityExecution owner) => State.Executions.Where(e => e.ParentId == owner.Id);

    public ActivityNode NodeOf(ActivityExecution execution) =>
        Workflow.Find(execution.ActivityId)
        ?? throw new InvalidOperationException($"Expected version {State.DefinitionVersion} of '{State.DefinitionId}' to contain activity '{execution.ActivityId}', but it does not.");

    public void Schedule(ActivityNode node, ActivityExecution owner, int scheduledBy, string? tag = null, Dictionary<string, JsonElement>? variables = null) =>
        State.Scheduled.Add(new ScheduledActivity
        {
            ActivityId = node.Key,
            OwnerId = owner.Id,
            ScheduledBy = scheduledBy,
            Tag = tag,
            Variables = variables,
        });

    /// <summary>Works off the queue, up to the limit of activities in one burst. With that an earlier stop at the limit is over.</summary>
    public void Drain()
    {
        foreach (var incident in State.Incidents)
            if (incident.Type == Limit) incident.IsResolved = true;
        while (State.Scheduled.Count > 0)
        {
            if (executed++ >= Limits.ActivitiesPerBurst)
            {
                var next = State.Scheduled[0];
                AddIncident(next.ActivityId, 0, Limit, $"The burst was stopped after {Limits.ActivitiesPerBurst} activities: a loop without a wait? Next would be '{next.ActivityId}'.", default);
                return;
            }

            var item = State.Scheduled[0];
            State.Scheduled.RemoveAt(0);
            Begin(item);
        }
    }

    private void Begin(ScheduledActivity item)
    {
        var node = Workflow.Find(item.ActivityId);
        // The owner may have ended in the meantime: then what it scheduled is void.
        var owner = item.OwnerId == 0 ? null : Live(item.OwnerId);
        if (node is null || (item.OwnerId != 0 && owner is null)) return;

        var execution = item.ExecutionId == 0 ? New(item) : Live(item.ExecutionId);
        if (execution is null) return;
        if (owner is not null && item.ExecutionId == 0) NodeOf(owner).Type.OnChildStarting(Context(owner), node);

        Attempt(execution, () =>
        {
            var context = Context(execution);
            VariableScopes.Open(this, execution, node);
            var inputs = context.EvaluateInputs();
            Note(execution, JournalEvent.Started, null, inputs, execution.ScheduledBy);
            node.Type.Execute(context);
            if (IsLive(execution) && State.Bookmarks.Exists(b => b.ExecutionId == execution.Id)) Note(execution, JournalEvent.Suspended, null, default);
        }, starting: true);
    }

    private ActivityExecution New(ScheduledActivity item)
    {
        var execution = new ActivityExecution
        {
            Id = ++State.LastExecutionId,
            ParentId = item.OwnerId,
            ActivityId = item.ActivityId,
            StartedAt = Now,
            ScheduledBy = item.ScheduledBy,
            Tag = item.Tag,
            Variables = item.Variables,
        };
        State.Executions.Add(execution);
        live.Add(execution.Id, execution);
        return execution;
    }

    /// <summary>Runs a piece of an activity; what it throws becomes an incident of that run.</summary>
    public void Attempt(ActivityExecution execution, Action piece, bool starting = false)
    {
        var journalled = Journal.Count;
        try
        {
            piece();
        }
        catch (ActivityFault fault)
        {
            Fail(execution, fault.Type, fault.Message, fault.Values, starting && Journal.Count == journalled);
        }
        catch (ExpressionFailure failure)
        {
            Fail(execution, nameof(ExpressionFailure), failure.Message, default, starting && Journal.Count == journalled);
        }
        catch (Exception bug) when (bug is InvalidOperationException or ArgumentException or FormatException or JsonException or KeyNotFoundException
            or NullReferenceException or InvalidCastException or OverflowException or NotSupportedException)
        {
            // A bug in an activity must not lose the instance: it is recorded like any failure, and can be retried once mended.
            Fail(execution, bug.GetType().Name, bug.Message, default, starting && Journal.Count == journalled);
        }
    }

    private void Fail(ActivityExecution execution, string type, string message, JsonElement values, bool neverStarted)
    {
        if (!IsLive(execution)) return;
        // Elsa's viewer expects a Started before every Faulted, also where an input could not be evaluated.
        if (neverStarted) Note(execution, JournalEvent.Started, null, default, execution.ScheduledBy);
        RemoveBookmarks(execution);
        execution.Status = ExecutionStatus.Faulted;
        Note(execution, JournalEvent.Faulted, message, values);
        AddIncident(execution.ActivityId, execution.Id, type, message, values);
    }

    public void AddIncident(string activityId, int executionId, string type, string message, JsonElement values) =>
        State.Incidents.Add(new Incident
        {
            Id = State.Incidents.Count + 1,
            ActivityId = activityId,
            ExecutionId = executionId,
            Type = type,
            Message = message,
            Values = values,
            At = Now,
        });

    /// <summary>Ends a run with outcomes: what is still open below it is cancelled, its owner goes on.</summary>
    public void Complete(ActivityExecution execution, IReadOnlyList<string> outcomes, JsonElement data = default)
    {
        if (!IsLive(execution)) return;
        CancelBelow(execution);
        RemoveBookmarks(execution);
        Resolve(execution);
        Note(execution, JournalEvent.Completed, null, data);
        Remove(execution);
        if (execution.ParentId == 0)
        {
            End(WorkflowSubStatus.Finished);
            return;
        }

        if (Live(execution.ParentId) is { } owner)
            Attempt(owner, () => NodeOf(owner).Type.OnChildCompleted(Context(owner), new ChildCompletion(execution, NodeOf(execution), outcomes)));
    }

    /// <summary>Ends a run without a result. Its owner is not told.</summary>
    public void Cancel(ActivityExecution execution)
    {
        if (!IsLive(execution)) return;
        CancelBelow(execution);
        RemoveBookmarks(execution);
        Resolve(execution);
        Note(execution, JournalEvent.Canceled, null, default);
        Remove(execution);
    }

    public void CancelBelow(ActivityExecution execution)
    {
        State.Scheduled.RemoveAll(s => s.OwnerId == execution.Id);
        foreach (var child in ChildrenOf(execution).ToList()) Cancel(child);
    }

    /// <summary>Ends the workflow: everything open is withdrawn.</summary>
    public void End(WorkflowSubStatus subStatus)
    {
        if (State.Executions.Find(e => e.ParentId == 0) is { } workflow)
        {
            CancelBelow(workflow);
            RemoveBookmarks(workflow);
            Note(workflow, subStatus == WorkflowSubStatus.Cancelled ? JournalEvent.Canceled : JournalEvent.Completed, null, default);
            Remove(workflow);
        }

        foreach (var incident in State.Incidents) incident.IsResolved = true;
        State.Scheduled.Clear();
        State.Status = WorkflowStatus.Finished;
        State.SubStatus = subStatus;
        State.FinishedAt = Now;
    }

    public Bookmark AddBookmark(ActivityExecution execution, BookmarkKind kind, string? key, JsonElement payload, Guid? reference, string? tag)
    {
        var bookmark = new Bookmark
        {
            Id = ++State.LastBookmarkId,
            ExecutionId = execution.Id,
            ActivityId = execution.ActivityId,
            Kind = kind,
            Key = key,
            Payload = payload,
            Reference = reference,
            Tag = tag,
            CreatedAt = Now,
        };
        State.Bookmarks.Add(bookmark);
        if (IsFindable(kind)) Effects.Add(new AddBookmark(bookmark.Id, kind, key, reference, execution.ActivityId));
        return bookmark;
    }

    /// <summary>Burns a bookmark with its deadlines. Its task, child or call is the caller's to close.</summary>
    public void RemoveBookmark(Bookmark bookmark)
    {
        if (!State.Bookmarks.Remove(bookmark)) return;
        if (IsFindable(bookmark.Kind)) Undo<AddBookmark>(a => a.BookmarkId == bookmark.Id, new RemoveBookmark(bookmark.Id));
        foreach (var deadline in State.Deadlines.FindAll(d => d.BookmarkId == bookmark.Id)) CancelDeadline(deadline);
    }

    public void AddDeadline(Bookmark bookmark, Guid id, DeadlineKind kind, int step, DateTimeOffset dueAt)
    {
        State.Deadlines.Add(new PendingDeadline { Id = id, BookmarkId = bookmark.Id, Kind = kind, Step = step, DueAt = dueAt });
        Effects.Add(new SetDeadline(id, bookmark.Id, kind, dueAt));
    }

    public void CancelDeadline(PendingDeadline deadline)
    {
        if (State.Deadlines.Remove(deadline)) Undo<SetDeadline>(s => s.DeadlineId == deadline.Id, new CancelDeadline(deadline.Id));
    }

    public void Note(ActivityExecution execution, JournalEvent kind, string? message, JsonElement data, int scheduledBy = 0) =>
        Journal.Add(new JournalEntry
        {
            Sequence = ++State.LastSequence,
            At = Now,
            ExecutionId = execution.Id,
            ParentExecutionId = execution.ParentId,
            ScheduledBy = scheduledBy,
            ActivityId = execution.ActivityId,
            Event = kind,
            Message = message,
            Actor = kind is JournalEvent.Action or JournalEvent.Resumed ? Actor : null,
            Data = data,
        });

    public ActivityContext Context(ActivityExecution execution) => new(this, execution, NodeOf(execution));

    // An effect that this same burst asked for is taken back rather than done and undone.
    private void Undo<T>(Predicate<T> match, Effect undo) where T : Effect
    {
        if (Effects.RemoveAll(e => e is T t && match(t)) == 0) Effects.Add(undo);
    }

    private void RemoveBookmarks(ActivityExecution execution)
    {
        foreach (var bookmark in State.Bookmarks.FindAll(b => b.ExecutionId == execution.Id))
        {
            NodeOf(execution).Type.OnBookmarkDropped(Context(execution), bookmark);
            RemoveBookmark(bookmark);
        }
    }

    private void Resolve(ActivityExecution execution)
    {
        foreach (var incident in State.Incidents)
            if (incident.ExecutionId == execution.Id) incident.IsResolved = true;
    }

    /// <summary>Takes a run out that has noted its own end.</summary>
    public void Forget(ActivityExecution execution) => Remove(execution);

    private void Remove(ActivityExecution execution)
    {
        State.Scheduled.RemoveAll(s => s.ExecutionId == execution.Id);
        State.Executions.Remove(execution);
        live.Remove(execution.Id);
        // People still ask for them when all else of the run is in the journal.
        if (execution.ParentId == 0) State.LastVariables = execution.Variables;
    }

    private static bool IsFindable(BookmarkKind kind) => kind switch
    {
        BookmarkKind.Event or BookmarkKind.RunTask or BookmarkKind.HttpEndpoint => true,
        BookmarkKind.Approval or BookmarkKind.Time or BookmarkKind.Child or BookmarkKind.HttpCall or BookmarkKind.Mail => false,
    };
}
