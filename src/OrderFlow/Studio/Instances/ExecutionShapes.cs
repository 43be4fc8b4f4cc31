using System.Text.Json.Nodes;

namespace OrderFlow.Studio.Instances;

/// <summary>A line of the journal. Those of a list have <paramref name="NodeId"/>, others the same as ActivityNodeId with the workflow's ids.</summary>
internal sealed record LogShape(
    string Id,
    string? WorkflowDefinitionId,
    string? WorkflowDefinitionVersionId,
    Guid? WorkflowInstanceId,
    int? WorkflowVersion,
    string ActivityInstanceId,
    string? ParentActivityInstanceId,
    string ActivityId,
    string ActivityType,
    int ActivityTypeVersion,
    string? ActivityName,
    string? NodeId,
    string? ActivityNodeId,
    DateTimeOffset Timestamp,
    int Sequence,
    string EventName,
    string? Message,
    JsonObject? ActivityState,
    JsonObject? Payload);

/// <summary>One run of an activity.</summary>
internal sealed record ExecutionShape(
    string Id,
    Guid WorkflowInstanceId,
    string ActivityId,
    string ActivityNodeId,
    string ActivityType,
    int ActivityTypeVersion,
    string? ActivityName,
    JsonObject? ActivityState,
    JsonObject? Payload,
    JsonObject? Outputs,
    JsonObject Properties,
    JsonObject Metadata,
    ExceptionShape? Exception,
    DateTimeOffset StartedAt,
    bool HasBookmarks,
    RunStatus Status,
    int AggregateFaultCount,
    DateTimeOffset? CompletedAt,
    string? SchedulingActivityExecutionId,
    string? SchedulingActivityId,
    Guid? SchedulingWorkflowInstanceId,
    int CallStackDepth,
    string TenantId);

/// <summary>One run of an activity, without what it saw and said.</summary>
internal sealed record ExecutionSummaryShape(
    string Id,
    Guid WorkflowInstanceId,
    string ActivityId,
    string ActivityNodeId,
    string ActivityType,
    int ActivityTypeVersion,
    string? ActivityName,
    DateTimeOffset StartedAt,
    bool HasBookmarks,
    RunStatus Status,
    JsonObject Metadata,
    int AggregateFaultCount,
    DateTimeOffset? CompletedAt);

/// <summary>The badge on a node.</summary>
internal sealed record StatsShape(
    string ActivityId,
    string ActivityNodeId,
    int StartedCount,
    int CompletedCount,
    int UncompletedCount,
    bool IsBlocked,
    bool IsFaulted,
    int AggregateFaultCount,
    JsonObject Metadata);
