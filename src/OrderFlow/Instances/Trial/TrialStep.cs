using System.Text.Json;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances.Trial;

/// <summary>One thing that a person does in a dry run. The steps alone, done again from the same moment, give the same run.</summary>
public abstract record TrialStep
{
    private TrialStep() { }

    /// <summary>Starts the workflow; the first step, and only that.</summary>
    /// <param name="TriggerActivityId">The trigger that fires; null: started directly.</param>
    /// <param name="TriggerInput">What the trigger brings; undefined: nothing.</param>
    public sealed record Start(
        IReadOnlyDictionary<string, JsonElement> Input,
        IReadOnlyDictionary<string, JsonElement> Variables,
        string? CorrelationId = null,
        string? TriggerActivityId = null,
        JsonElement TriggerInput = default) : TrialStep;

    /// <summary>Decides a task as somebody.</summary>
    /// <param name="Assignee">Name of a person, or "role:finance" for somebody who has that role, where nobody has.</param>
    /// <param name="FormData">Undefined: nothing filled in.</param>
    public sealed record Decide(Guid TaskId, string Assignee, string Outcome, string? Comment, JsonElement FormData) : TrialStep;

    /// <summary>Pushes the clock to the next deadline.</summary>
    public sealed record PushToNext : TrialStep;

    /// <summary>Pushes the clock to a moment, past all deadlines until then.</summary>
    public sealed record PushTo(DateTimeOffset Until) : TrialStep;

    /// <summary>Pushes the clock by a while; longer than nothing.</summary>
    public sealed record PushBy(TimeSpan While) : TrialStep;

    /// <summary>Publishes an event from outside.</summary>
    /// <param name="CorrelationId">Null: for all that wait for the name.</param>
    /// <param name="Payload">Undefined: nothing.</param>
    public sealed record Publish(string Name, string? CorrelationId, JsonElement Payload) : TrialStep;

    /// <summary>Brings what one place waits for: the result of a program's task, a request to an address.</summary>
    /// <param name="Input">Undefined: nothing.</param>
    public sealed record Resume(Guid InstanceId, int BookmarkId, JsonElement Input) : TrialStep;

    /// <summary>Says what a server answered to a call, which was not made.</summary>
    public sealed record Answer(Guid CallId, HttpResult Result) : TrialStep;
}
