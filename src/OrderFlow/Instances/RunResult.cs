using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances;

/// <summary>What came of a command to an instance.</summary>
public abstract record RunResult
{
    private RunResult() { }

    /// <summary>It is committed.</summary>
    /// <param name="Instance">As the command left it; what it set off in other instances may have changed it since.</param>
    /// <param name="Response">What the burst answers to the HTTP request that caused it; null: nothing.</param>
    public sealed record Applied(InstanceSummary Instance, WriteResponse? Response) : RunResult
    {
        /// <summary>The burst has left something in the outbox.</summary>
        internal bool HasLetters { get; init; }
    }

    /// <summary>Nothing has changed.</summary>
    /// <param name="Reason">For the caller: what was expected, of which id, and what was found; see <see cref="Refused"/>.</param>
    public sealed record Rejected(Rejection Kind, FormattableString Reason) : RunResult
    {
        public string Message => FormattableString.Invariant(Reason);
    }
}

/// <summary>Why a command is refused.</summary>
public enum Rejection
{
    /// <summary>No such definition, instance, task, bookmark … (404).</summary>
    NotFound,

    /// <summary>This person may not do it (403).</summary>
    NotAllowed,

    /// <summary>Somebody was faster, or it is over or held (409).</summary>
    Conflict,

    /// <summary>The values given do not fit (422).</summary>
    Invalid,
}

/// <summary>An instance without its state.</summary>
/// <param name="Revision">Number of bursts so far.</param>
/// <param name="IncidentCount">Open ones.</param>
public sealed record InstanceSummary(
    Guid Id,
    string DefinitionId,
    string DefinitionVersionId,
    int Version,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    bool IsHeld,
    string? CorrelationId,
    string? Name,
    Guid? ParentInstanceId,
    int Revision,
    int IncidentCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt)
{
    public static InstanceSummary Of(InstanceState state) => new(
        state.Id, state.DefinitionId, state.DefinitionVersionId, state.DefinitionVersion, state.Status, state.SubStatus, state.IsHeld,
        state.CorrelationId, state.Name, state.ParentInstanceId, state.Revision, OpenIncidents(state), state.CreatedAt, state.UpdatedAt, state.FinishedAt);

    internal static int OpenIncidents(InstanceState state) => state.Incidents.Count(i => !i.IsResolved);
}
