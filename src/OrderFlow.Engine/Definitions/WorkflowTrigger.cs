namespace OrderFlow.Engine.Definitions;

/// <summary>What starts a workflow from outside.</summary>
/// <param name="ActivityId">Key of the trigger activity.</param>
/// <param name="Key">Event name; "GET,POST path/{id}"; cron expression; interval ("c" format); moment (ISO 8601).</param>
public sealed record WorkflowTrigger(string ActivityId, TriggerKind Kind, string Key);

public enum TriggerKind
{
    Event,
    HttpEndpoint,
    Timer,
    Cron,
    StartAt,
}
