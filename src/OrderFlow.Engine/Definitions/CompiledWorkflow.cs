using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>A definition version made ready to run. Immutable; compiled once and cached by version id.</summary>
public sealed class CompiledWorkflow
{
    private CompiledWorkflow(WorkflowDefinition definition) => Definition = definition;

    public WorkflowDefinition Definition { get; }

    /// <summary>The activities that can start it, with what they listen to.</summary>
    public IReadOnlyList<WorkflowTrigger> Triggers { get; } = [];

    /// <summary>Compiles a definition. Errors that the validator reports (a dangling connection) are passed over here, so that an old version still runs.</summary>
    public static CompiledWorkflow Compile(WorkflowDefinition definition, ActivityRegistry registry) => new(definition);
}

/// <summary>What starts a workflow from outside.</summary>
/// <param name="Key">Event name; "GET path/{id}"; cron expression; interval; moment (ISO 8601).</param>
public sealed record WorkflowTrigger(string ActivityId, TriggerKind Kind, string Key);

public enum TriggerKind
{
    Event,
    HttpEndpoint,
    Timer,
    Cron,
    StartAt,
}
