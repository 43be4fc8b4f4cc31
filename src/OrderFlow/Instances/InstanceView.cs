using System.Text.Json;
using OrderFlow.Deadlines;
using OrderFlow.Engine.Execution;
using OrderFlow.Tasks;

namespace OrderFlow.Instances;

/// <summary>An instance with what it holds and waits for.</summary>
/// <param name="Variables">Of the workflow's own scope, by name.</param>
/// <param name="Activities">Those that have begun and not ended.</param>
/// <param name="Incidents">The resolved ones, too.</param>
internal sealed record InstanceView(
    InstanceSummary Instance,
    IReadOnlyDictionary<string, JsonElement> Input,
    IReadOnlyDictionary<string, JsonElement> Output,
    IReadOnlyDictionary<string, JsonElement> Variables,
    IReadOnlyList<ActivityView> Activities,
    IReadOnlyList<BookmarkView> Bookmarks,
    IReadOnlyList<IncidentView> Incidents,
    IReadOnlyList<TaskView> Tasks,
    IReadOnlyList<DeadlineView> Deadlines);

internal sealed record ActivityView(int Id, int ParentId, string ActivityId, ExecutionStatus Status, DateTimeOffset StartedAt);

internal sealed record BookmarkView(int Id, string ActivityId, BookmarkKind Kind, string? Key, Guid? Reference, DateTimeOffset CreatedAt);

/// <param name="Values">What the activity saw; null: nothing.</param>
internal sealed record IncidentView(int Id, string ActivityId, string? Type, string Message, JsonElement? Values, DateTimeOffset At, bool IsResolved);

/// <param name="Data">Inputs, outputs or values; null: none.</param>
internal sealed record JournalView(
    int Burst, int Sequence, DateTimeOffset At, string ActivityId, int ExecutionId, int ParentExecutionId, JournalEvent Event, string? Message, string? Actor, JsonElement? Data);

/// <param name="Next">Ask again with it for what follows; null: that was all.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
