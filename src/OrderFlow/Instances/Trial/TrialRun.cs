using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tasks;

namespace OrderFlow.Instances.Trial;

/// <summary>A dry run of one version of a workflow: its steps so far, and what they have come to. Used by one caller at a time.</summary>
public sealed class TrialRun
{
    private readonly Func<(TrialDoor, TrialSteps, TrialClock)> make;
    private readonly List<TrialStep> steps = [];
    private TrialDoor door;
    private TrialSteps doing;
    private TrialClock clock;
    private bool isBroken;

    internal TrialRun(CompiledVersion version, DateTimeOffset from, Func<(TrialDoor, TrialSteps, TrialClock)> make)
    {
        (Version, From, this.make) = (version, from, make);
        (door, doing, clock) = make();
    }

    /// <summary>What is tried.</summary>
    public CompiledVersion Version { get; }

    /// <summary>The moment at which it begins.</summary>
    public DateTimeOffset From { get; }

    public IReadOnlyList<TrialStep> Steps => steps;

    public DateTimeOffset Now => clock.Now;

    /// <summary>Why it goes no further than this; null: it does.</summary>
    public RunResult.Rejected? Stopped => door.Stopped;

    /// <summary>The workflow's own first, then what it started; empty: it has not begun.</summary>
    public IReadOnlyList<TrialInstance> Instances => door.World.Instances;

    /// <summary>What has happened, the first first.</summary>
    public IReadOnlyList<TrialEntry> Entries => door.World.Entries;

    public IReadOnlyList<TaskRow> Tasks => door.World.Tasks.Rows;

    /// <summary>Whose lists open tasks stand on.</summary>
    public IReadOnlyList<TaskAssigneeRow> Listed => door.World.Tasks.Listed;

    public IReadOnlyList<TaskDecisionRow> Decisions => door.World.Tasks.Decisions;

    /// <summary>Those to come, the next first.</summary>
    public IReadOnlyList<TrialDeadline> Deadlines => [.. door.World.Deadlines.OrderBy(d => d.DueAt)];

    /// <summary>HTTP requests that wait for an answer.</summary>
    public IReadOnlyList<TrialCall> Calls => [.. door.World.Calls.Where(c => c.Instance.State.Bookmarks.Exists(b => b.Id == c.BookmarkId))];

    /// <summary>What else is waited for: events, programs, requests.</summary>
    public IReadOnlyList<TrialWait> Waits =>
    [
        .. from instance in Instances
           where instance.State.Status == WorkflowStatus.Running
           from bookmark in instance.State.Bookmarks
           where bookmark.Kind is BookmarkKind.Event or BookmarkKind.RunTask or BookmarkKind.HttpEndpoint
           select new TrialWait(instance, bookmark.Id, bookmark.Kind, bookmark.Key ?? "", bookmark.ActivityId),
    ];

    /// <summary>The newest of who would get a task, with why.</summary>
    public IReadOnlyList<TrialAssignee> AssigneesOf(Guid task) => Entries.LastOrDefault(e => e.Assignees.ContainsKey(task))?.Assignees[task] ?? [];

    /// <returns>Why nothing has changed; null: it is done, and stands among the steps.</returns>
    public async Task<RunResult.Rejected?> DoAsync(TrialStep step, CancellationToken cancel)
    {
        if (isBroken) await RepeatAsync(cancel);
        isBroken = true;
        var rejected = await doing.DoAsync(step, cancel);
        isBroken = false;
        if (rejected is null) steps.Add(step);
        return rejected;
    }

    /// <summary>Takes the last step back. Nothing happens where there is none.</summary>
    public async Task BackAsync(CancellationToken cancel)
    {
        if (steps.Count == 0) return;
        steps.RemoveAt(steps.Count - 1);
        await RepeatAsync(cancel);
    }

    // A step that failed half way (the database went away) has left a world that cannot be gone on with.
    private async Task RepeatAsync(CancellationToken cancel)
    {
        isBroken = true;
        (door, doing, clock) = make();
        foreach (var step in steps) await doing.DoAsync(step, cancel);
        isBroken = false;
    }
}
