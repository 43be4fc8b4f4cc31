using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Execution;

/// <summary>
/// Decides what a stimulus does to an instance. Pure: no clock, database, container, log or thread; the same definition, state,
/// stimulus and time give the same decision.
/// </summary>
public sealed class WorkflowEngine(EngineLimits limits)
{
    public EngineLimits Limits { get; } = limits;

    /// <summary>The state of a new instance, before its <see cref="StartWorkflow"/>.</summary>
    public static InstanceState NewInstance(CompiledWorkflow workflow, Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        DefinitionId = workflow.Definition.DefinitionId ?? "",
        DefinitionVersionId = workflow.Definition.Id ?? "",
        DefinitionVersion = workflow.Definition.Version,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>One burst. <paramref name="state"/> is not changed.</summary>
    /// <param name="now">UTC.</param>
    public Decision Decide(CompiledWorkflow workflow, InstanceState state, Stimulus stimulus, DateTimeOffset now) =>
        throw new NotImplementedException();
}
