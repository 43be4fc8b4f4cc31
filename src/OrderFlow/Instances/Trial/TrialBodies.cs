using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Instances.Trial;

/// <summary>A dry run as its steps: nothing of it is kept, so that all of them are sent each time.</summary>
internal sealed record TrialBody
{
    /// <summary>The moment at which it begins; null: now. Send back what was answered, so that ids stay the same.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first is a start.</summary>
    [NotEmpty, AtMost(TrialLimits.Steps)]
    public required List<TrialStepBody> Steps { get; init; }
}

internal enum TrialAction
{
    Start,
    Decide,
    PushToNext,
    PushTo,
    Publish,
    Resume,
    Answer,
}

/// <summary>One step; which members it needs depends on its action.</summary>
internal sealed record TrialStepBody
{
    public required TrialAction Action { get; init; }

    /// <summary>Start: the workflow's inputs by name.</summary>
    public Dictionary<string, JsonElement> Input { get; init; } = [];

    /// <summary>Start: values for declared variables by name.</summary>
    public Dictionary<string, JsonElement> Variables { get; init; } = [];

    /// <summary>Start, Publish: the business number; null: none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Start: the trigger that fires; null: started directly.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>Decide.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>Decide: name of a person, or "role:finance" for somebody who has that role.</summary>
    public string? Assignee { get; init; }

    /// <summary>Decide.</summary>
    public string? Outcome { get; init; }

    /// <summary>Decide; null: none.</summary>
    public string? Comment { get; init; }

    /// <summary>PushTo: the moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Publish: name of the event.</summary>
    public string? Name { get; init; }

    /// <summary>Resume.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>Resume.</summary>
    public int? BookmarkId { get; init; }

    /// <summary>Answer.</summary>
    public Guid? CallId { get; init; }

    /// <summary>Answer; 0: there was none.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>What comes with the trigger, the event, the result; for Decide what was filled in; for Answer the body as text.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The first member that the action needs and that is not there; null: none.</summary>
    public string? Missing => Action switch
    {
        TrialAction.Start or TrialAction.PushToNext => null,
        TrialAction.Decide => TaskId is null ? "taskId" : Assignee is null ? "assignee" : Outcome is null ? "outcome" : null,
        TrialAction.PushTo => Until is null ? "until" : null,
        TrialAction.Publish => Name is null ? "name" : null,
        TrialAction.Resume => InstanceId is null ? "instanceId" : BookmarkId is null ? "bookmarkId" : null,
        TrialAction.Answer => CallId is null ? "callId" : null,
    };

    /// <summary>Nothing must be missing.</summary>
    public TrialStep Step => Action switch
    {
        TrialAction.Start => new TrialStep.Start(Input, Variables, CorrelationId, TriggerActivityId, Payload ?? default),
        TrialAction.Decide => new TrialStep.Decide(TaskId!.Value, Assignee!, Outcome!, Comment, Payload ?? default),
        TrialAction.PushToNext => new TrialStep.PushToNext(),
        TrialAction.PushTo => new TrialStep.PushTo(Until!.Value.ToUniversalTime()),
        TrialAction.Publish => new TrialStep.Publish(Name!, CorrelationId, Payload ?? default),
        TrialAction.Resume => new TrialStep.Resume(InstanceId!.Value, BookmarkId!.Value, Payload ?? default),
        TrialAction.Answer => new TrialStep.Answer(CallId!.Value, Result),
    };

    private HttpResult Result => StatusCode == 0
        ? new HttpResult { Failure = "connect", Body = "connect" }
        : new HttpResult
        {
            StatusCode = StatusCode,
            Body = Payload is not { } body ? null : body.ValueKind == JsonValueKind.String ? body.GetString() : body.GetRawText(),
            ContentType = Payload is { ValueKind: not JsonValueKind.String } ? "application/json" : "text/plain",
        };
}
