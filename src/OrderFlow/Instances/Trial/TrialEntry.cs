using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances.Trial;

/// <summary>An instance of a dry run: of the workflow that is tried, or of one that it starts.</summary>
/// <param name="workflow">The version that it runs, as it was when it started.</param>
/// <param name="state">After its first burst.</param>
public sealed class TrialInstance(CompiledWorkflow workflow, InstanceState state)
{
    public CompiledWorkflow Workflow { get; } = workflow;
    public InstanceState State { get; set; } = state;
    public List<JournalEntry> Journal { get; } = [];

    /// <summary>Of its state as it would be stored, the largest so far.</summary>
    internal int Bytes { get; set; }

    /// <summary>What a person reads on the canvas.</summary>
    public string NameOf(string activity) => Workflow.Find(activity)?.DisplayText ?? activity;

    /// <summary>The evaluated inputs of the run of an activity; undefined: it has none.</summary>
    /// <param name="execution">0: the last run.</param>
    internal System.Text.Json.JsonElement InputsOf(string activity, int execution = 0) =>
        Journal.FindLast(j => j.Event == JournalEvent.Started && j.ActivityId == activity && (execution == 0 || j.ExecutionId == execution))?.Data ?? default;
}

/// <summary>One burst of a dry run: what caused it, what was passed, what came of it.</summary>
public sealed record TrialEntry(DateTimeOffset At, TrialInstance Instance, Stimulus Cause, IReadOnlyList<JournalEntry> Journal, IReadOnlyList<Effect> Effects)
{
    /// <summary>Where the instance stood after it.</summary>
    public required WorkflowSubStatus SubStatus { get; init; }

    /// <summary>The deadline that came, as it was before; null: another cause.</summary>
    public TrialDeadline? Deadline { get; init; }

    /// <summary>By task: who would get it, and why. Of the tasks that it opened, and of those that it gave to others.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<TrialAssignee>> Assignees { get; init; } = new Dictionary<Guid, IReadOnlyList<TrialAssignee>>();

    /// <summary>The deadlines that it set.</summary>
    public IReadOnlyList<TrialDeadline> Deadlines { get; init; } = [];

    /// <summary>The letters that it left: each as it would be sent.</summary>
    public List<TrialMail> Mails { get; } = [];

    /// <summary>What it wanted of others and did not get, with why.</summary>
    public List<string> Failures { get; } = [];
}

/// <summary>A person, as far as a dry run shows one.</summary>
public sealed record TrialPerson(string Name, string DisplayName, IReadOnlyList<string> Roles);

/// <summary>An assignee of a task.</summary>
/// <param name="Entry">"user:ann" or "role:finance".</param>
/// <param name="People">The active people behind it; empty: nobody could do the task.</param>
/// <param name="Input">The input that named it; null: none that is known.</param>
/// <param name="Written">What that input says in the workflow; null: its default.</param>
public sealed record TrialAssignee(string Entry, IReadOnlyList<TrialPerson> People, string? Input, Expression? Written);

/// <summary>A moment at which the instance is woken, and what for.</summary>
/// <param name="Activity">Key of the activity that waits for it.</param>
/// <param name="Then">When a task is due: None, Remind, Escalate or Outcome; else null.</param>
/// <param name="ThenWhat">The role or the outcome; null: none.</param>
public sealed record TrialDeadline(Guid Id, TrialInstance Instance, string Activity, DeadlineKind Kind, DateTimeOffset DueAt, string? Then, string? ThenWhat)
{
    /// <summary>What a person reads of the activity: several tasks may have one title.</summary>
    public required string What { get; init; }

    internal int BookmarkId { get; init; }
}

/// <summary>A mail as it would be handed to the mail server. It was not.</summary>
/// <param name="Kind">Null: the workflow's own mail.</param>
/// <param name="Person">Name of the person for whom it is written; null: written for all.</param>
/// <param name="Failure">Why it would not be sent; null: it would.</param>
public sealed record TrialMail(
    DateTimeOffset At,
    NoticeKind? Kind,
    string? Person,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    IReadOnlyList<string> Bcc,
    string From,
    string Subject,
    string Html,
    string Text,
    IReadOnlyList<string> Attachments,
    string? Failure);

/// <summary>An HTTP request that a workflow waits for. It was not made.</summary>
public sealed record TrialCall(Guid Id, TrialInstance Instance, int BookmarkId, string Activity, HttpCall Call);

/// <summary>Something else that an instance waits for.</summary>
/// <param name="Key">Name of the event or task, "METHOD path" of an address.</param>
public sealed record TrialWait(TrialInstance Instance, int BookmarkId, BookmarkKind Kind, string Key, string Activity);
