using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Studio.Instances;

// Elsa's shapes, by the names of their members. A null is left out when written.

/// <summary>An instance in a list.</summary>
/// <param name="IncidentCount">Open ones.</param>
internal sealed record SummaryShape(
    Guid Id,
    string DefinitionId,
    string DefinitionVersionId,
    int Version,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    string? CorrelationId,
    string? Name,
    int IncidentCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt);

internal sealed record InstanceShape(
    Guid Id,
    string DefinitionId,
    string DefinitionVersionId,
    int Version,
    StateShape WorkflowState,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    bool IsExecuting,
    string? CorrelationId,
    string? Name,
    int IncidentCount,
    bool IsSystem,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt,
    Guid? ParentWorkflowInstanceId);

internal sealed record StateShape(
    Guid Id,
    string DefinitionId,
    string DefinitionVersionId,
    int DefinitionVersion,
    string? CorrelationId,
    string? Name,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    bool IsExecuting,
    IReadOnlyList<BookmarkShape> Bookmarks,
    IReadOnlyList<IncidentShape> Incidents,
    bool IsSystem,
    IReadOnlyList<CallbackShape> CompletionCallbacks,
    IReadOnlyList<ContextShape> ActivityExecutionContexts,
    IReadOnlyList<ScheduledShape> ScheduledActivities,
    int ExecutionLogSequence,
    IReadOnlyDictionary<string, JsonElement> Input,
    IReadOnlyDictionary<string, JsonElement> Output,
    IReadOnlyDictionary<string, JsonElement> Properties,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt,
    Guid? ParentWorkflowInstanceId);

internal sealed record BookmarkShape(
    string Id, string Name, string Hash, JsonNode? Payload, string ActivityId, string ActivityNodeId, string ActivityInstanceId, DateTimeOffset CreatedAt, bool AutoBurn, bool AutoComplete);

internal sealed record IncidentShape(string ActivityId, string ActivityNodeId, string ActivityType, string Message, ExceptionShape Exception, DateTimeOffset Timestamp);

/// <param name="InnerException">What the activity saw, as far as it said; null: nothing.</param>
internal sealed record ExceptionShape(string Type, string Message, ExceptionShape? InnerException);

internal sealed record CallbackShape(string OwnerInstanceId, string ChildNodeId, string MethodName);

/// <summary>A run that has begun and not ended; of one that is over, the workflow itself.</summary>
internal sealed record ContextShape(
    string Id,
    int CallStackDepth,
    string? ParentContextId,
    string ScheduledActivityNodeId,
    string? OwnerActivityNodeId,
    JsonObject Properties,
    JsonObject Metadata,
    JsonObject ActivityState,
    IReadOnlyList<JsonObject> DynamicVariables,
    RunStatus Status,
    bool IsExecuting,
    int FaultCount,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt);

internal sealed record ScheduledShape(string ActivityNodeId, string? OwnerContextId);

internal sealed record VariableShape(string Id, string Name, JsonElement? Value);
