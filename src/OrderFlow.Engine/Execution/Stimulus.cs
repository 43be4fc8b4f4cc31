using System.Text.Json;
using OrderFlow.Engine.Approvals;

namespace OrderFlow.Engine.Execution;

/// <summary>What happens to an instance from outside. One stimulus makes one burst.</summary>
public abstract record Stimulus
{
    /// <summary>Who caused it, for the journal; null: the system.</summary>
    public string? Actor { get; init; }
}

/// <summary>The first burst of a new instance.</summary>
public sealed record StartWorkflow : Stimulus
{
    public IReadOnlyDictionary<string, JsonElement> Input { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Values for declared variables by name; an unknown name is refused.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();

    public string? CorrelationId { get; init; }
    public string? Name { get; init; }

    /// <summary>The trigger that fired; it counts as done when the flow reaches it. Null: started directly.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>What the trigger brought (event payload, HTTP request); undefined: nothing.</summary>
    public JsonElement TriggerInput { get; init; }

    public Guid? ParentInstanceId { get; init; }
    public int? ParentBookmarkId { get; init; }

    /// <summary>The parent waits only for this first burst.</summary>
    public bool ParentWaitsUntilIdle { get; init; }
}

/// <summary>Something that a bookmark waits for has come.</summary>
public sealed record ResumeBookmark(int BookmarkId, JsonElement Input) : Stimulus;

/// <summary>A person decides an approval task. The actor is required.</summary>
/// <param name="Roles">The actor's roles at this moment.</param>
/// <param name="FormData">Undefined: none given.</param>
public sealed record DecideTask(Guid TaskId, IReadOnlySet<string> Roles, string Outcome, string? Comment, JsonElement FormData) : Stimulus;

/// <summary>A person does something to an approval task. The actor is required; the caller of the engine has proved the rest.</summary>
/// <param name="Roles">The actor's roles at this moment.</param>
public sealed record ActOnTask(Guid TaskId, ApprovalCommand Command, IReadOnlySet<string> Roles) : Stimulus
{
    /// <summary>The person in whose place the actor acts as stand-in; null: for himself.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The roles of <see cref="OnBehalfOf"/>.</summary>
    public IReadOnlySet<string> OnBehalfRoles { get; init; } = new HashSet<string>();

    /// <summary>May do to the task what an administrator may.</summary>
    public bool IsAdministrator { get; init; }
}

/// <summary>撤销: whoever started the instance ends it. The actor is required.</summary>
public sealed record RevokeWorkflow(string? Reason) : Stimulus;

/// <summary>What was approved has been revoked by a round of its own, see <see cref="Revocation"/>. Only for an instance that is over.</summary>
/// <param name="RoundId">The instance of that round.</param>
public sealed record MarkRevoked(Guid RoundId, string? Reason) : Stimulus;

/// <summary>A deadline's moment has come.</summary>
public sealed record FireDeadline(Guid DeadlineId) : Stimulus;

/// <summary>A child workflow has ended; or, for a parent that waits no longer than that, has come to wait for something (Suspended).</summary>
public sealed record ChildEnded(int BookmarkId, Guid ChildInstanceId, WorkflowSubStatus SubStatus, IReadOnlyDictionary<string, JsonElement> Output) : Stimulus
{
    /// <summary>Why it could not be started at all, for the journal; null: it ran.</summary>
    public string? Failure { get; init; }

    /// <summary>It could not be started because there is no such workflow: the activity that asked for it fails.</summary>
    public bool IsMissing { get; init; }
}

/// <summary>Ends the instance: everything open is withdrawn, waiting children are cancelled.</summary>
public sealed record CancelWorkflow(string? Reason) : Stimulus;

/// <summary>Stops the instance until it is taken up again.</summary>
public sealed record HoldWorkflow(string? Reason) : Stimulus;

/// <summary>Takes a held instance up again.</summary>
public sealed record ReleaseWorkflow : Stimulus;

/// <summary>Runs what failed again, with the variables as they are: one incident, or all when <paramref name="IncidentId"/> is null.</summary>
public sealed record RetryIncident(int? IncidentId) : Stimulus;

/// <summary>Ends one run of an activity, as if it had never been scheduled; its container goes on or ends.</summary>
public sealed record CancelActivity(int ExecutionId) : Stimulus;

/// <summary>Schedules an activity anew in its running container; what follows it is followed.</summary>
public sealed record ScheduleActivity(string ActivityId) : Stimulus;

/// <summary>Goes back to an earlier activity: cancels exactly the tokens made obsolete by it, then schedules it.</summary>
public sealed record ReturnTo(string ActivityId, string? Reason) : Stimulus;

/// <summary>Sets variables by name, from outside.</summary>
public sealed record ModifyVariables(IReadOnlyDictionary<string, JsonElement> Values) : Stimulus;
