using System.Text.Json;

namespace OrderFlow.Engine.Execution;

/// <summary>Everything that the engine knows of one running workflow. Stored as JSON in one row; see <see cref="StateJson"/>.</summary>
public sealed class InstanceState
{
    public Guid Id { get; set; }
    public string DefinitionId { get; set; } = "";
    public string DefinitionVersionId { get; set; } = "";
    public int DefinitionVersion { get; set; }

    public WorkflowStatus Status { get; set; }
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>True: an operator stopped the instance; stimuli are refused, deadlines wait, until it is taken up again.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The business number by which events find the instance; null: none.</summary>
    public string? CorrelationId { get; set; }

    public string? Name { get; set; }

    /// <summary>Id of the trigger activity that started it; null: started directly.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>The instance that waits for this one, and its bookmark; null: nobody waits.</summary>
    public Guid? ParentInstanceId { get; set; }

    public int? ParentBookmarkId { get; set; }

    /// <summary>True until the end of the first burst, where the parent waits only for that.</summary>
    public bool ParentWaitsUntilIdle { get; set; }

    /// <summary>Number of bursts so far; 0 before the first.</summary>
    public int Revision { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    public Dictionary<string, JsonElement> Input { get; set; } = [];
    public Dictionary<string, JsonElement> Output { get; set; } = [];
    public Dictionary<string, JsonElement> Properties { get; set; } = [];

    /// <summary>The last outputs of each activity that has any: activity id, output name, value.</summary>
    public Dictionary<string, Dictionary<string, JsonElement>> ActivityOutputs { get; set; } = [];

    /// <summary>The result of the activity that ran last; undefined: none.</summary>
    public JsonElement LastResult { get; set; }

    /// <summary>The activities that have begun and not ended, parents before children. Ended ones live in the journal.</summary>
    public List<ActivityExecution> Executions { get; set; } = [];

    /// <summary>The workflow's own variables, by id, as they were at its end; null: it has not ended.</summary>
    public Dictionary<string, JsonElement>? LastVariables { get; set; }

    public List<Bookmark> Bookmarks { get; set; } = [];
    public List<PendingDeadline> Deadlines { get; set; } = [];

    /// <summary>Activities that are due to run. Empty between bursts unless a limit stopped the last one.</summary>
    public List<ScheduledActivity> Scheduled { get; set; } = [];

    public List<Incident> Incidents { get; set; } = [];

    /// <summary>Who started it; null: the system.</summary>
    public string? Initiator { get; set; }

    /// <summary>What its approvals have come to, see <see cref="Approvals.ApprovalHistory"/>; undefined: none has ended.</summary>
    public JsonElement Approvals { get; set; }

    /// <summary>True once the trigger that started the instance has been passed: reached again, it waits.</summary>
    public bool IsTriggerPassed { get; set; }

    /// <summary>What the trigger brought; undefined: nothing, or it has been passed.</summary>
    public JsonElement TriggerInput { get; set; }

    /// <summary>The last numbers given out.</summary>
    public int LastExecutionId { get; set; }

    public int LastBookmarkId { get; set; }
    public int LastSequence { get; set; }
    public int LastNumber { get; set; }
}

public enum WorkflowStatus
{
    Running,
    Finished,
}

/// <summary>Elsa's sub-statuses. Held is <see cref="InstanceState.IsHeld"/>.</summary>
public enum WorkflowSubStatus
{
    Pending,
    Executing,
    Suspended,
    Finished,
    Cancelled,
    Faulted,
    Interrupted,
}

/// <summary>One run of one activity, begun and not ended.</summary>
public sealed class ActivityExecution
{
    /// <summary>1, 2, 3 … within the instance; 1 is the workflow itself.</summary>
    public int Id { get; set; }

    /// <summary>The run that owns this one; 0 for the workflow itself.</summary>
    public int ParentId { get; set; }

    public string ActivityId { get; set; } = "";

    public ExecutionStatus Status { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>The run after which this one was scheduled; 0: none.</summary>
    public int ScheduledBy { get; set; }

    /// <summary>By which its owner tells its children apart; null: nothing.</summary>
    public string? Tag { get; set; }

    /// <summary>What the activity notes for itself between bursts (index of a sequence, tokens of a flowchart, votes of an approval).</summary>
    public Dictionary<string, JsonElement> Data { get; set; } = [];

    /// <summary>Variables of this scope, by id; null: the activity opens no scope.</summary>
    public Dictionary<string, JsonElement>? Variables { get; set; }
}

public enum ExecutionStatus
{
    Running,
    Faulted,
}

/// <summary>A place where the instance waits for something from outside.</summary>
public sealed class Bookmark
{
    /// <summary>1, 2, 3 … within the instance.</summary>
    public int Id { get; set; }

    public int ExecutionId { get; set; }
    public string ActivityId { get; set; } = "";
    public BookmarkKind Kind { get; set; }

    /// <summary>What a stimulus must match: the event's name, the task's name, method and path. Null: only its id finds it.</summary>
    public string? Key { get; set; }

    /// <summary>What Elsa shows as payload; undefined: nothing.</summary>
    public JsonElement Payload { get; set; }

    /// <summary>The public id of the task, child instance, call or deadline that it waits for; null: none.</summary>
    public Guid? Reference { get; set; }

    /// <summary>Free for the activity: tells its bookmarks apart.</summary>
    public string? Tag { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

public enum BookmarkKind
{
    /// <summary>Elsa.Event: key = event name.</summary>
    Event,

    /// <summary>Elsa.RunTask: key = task name, reference = task id.</summary>
    RunTask,

    /// <summary>OrderFlow.ApprovalTask: reference = task id.</summary>
    Approval,

    /// <summary>Delay, Timer, StartAt, Cron: reference = deadline id.</summary>
    Time,

    /// <summary>A child workflow: reference = child's instance id.</summary>
    Child,

    /// <summary>SendHttpRequest: reference = id of the call in the outbox.</summary>
    HttpCall,

    /// <summary>HttpEndpoint: key = "METHOD path".</summary>
    HttpEndpoint,

    /// <summary>SendEmail with an activity for errors: reference = id of the mail in the outbox.</summary>
    Mail,
}

/// <summary>A moment at which the instance must be woken.</summary>
public sealed class PendingDeadline
{
    public Guid Id { get; set; }
    public int BookmarkId { get; set; }
    public DeadlineKind Kind { get; set; }

    /// <summary>Which of several of the same kind, from 0.</summary>
    public int Step { get; set; }

    public DateTimeOffset DueAt { get; set; }
}

public enum DeadlineKind
{
    /// <summary>A Delay, Timer, StartAt or Cron is over.</summary>
    Time,

    /// <summary>A reminder before or after the due moment of a task.</summary>
    Reminder,

    /// <summary>The due moment of a task.</summary>
    Due,

    /// <summary>Another step of escalating a task.</summary>
    Step,
}

/// <summary>An activity that is due to run.</summary>
public sealed class ScheduledActivity
{
    public string ActivityId { get; set; } = "";

    /// <summary>The run that owns it.</summary>
    public int OwnerId { get; set; }

    /// <summary>The run after which it was scheduled; 0: none.</summary>
    public int ScheduledBy { get; set; }

    /// <summary>Set again on an existing run (retry): its id; 0: a new run.</summary>
    public int ExecutionId { get; set; }

    /// <summary>Variables of its own, by name (CurrentValue, CurrentIndex); null: none.</summary>
    public Dictionary<string, JsonElement>? Variables { get; set; }

    /// <summary>Handed to the owner when it ends; null: nothing.</summary>
    public string? Tag { get; set; }
}

/// <summary>Something that went wrong and waits for a person, or is kept as a record.</summary>
public sealed class Incident
{
    /// <summary>1, 2, 3 … within the instance.</summary>
    public int Id { get; set; }

    public string ActivityId { get; set; } = "";

    /// <summary>The run that failed; it stays in <see cref="InstanceState.Executions"/> until retried or cancelled. 0: none.</summary>
    public int ExecutionId { get; set; }

    public string Message { get; set; } = "";

    /// <summary>The kind of failure: "ExpressionFailure", a Fault activity's code …</summary>
    public string? Type { get; set; }

    /// <summary>The values that the activity saw; undefined: none.</summary>
    public JsonElement Values { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>True: retried or given up; kept for the record.</summary>
    public bool IsResolved { get; set; }
}
