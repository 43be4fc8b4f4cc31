using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>Foresees the way of an instance by running it with the engine itself, on a copy that is thrown away: nothing is sent, kept or told.</summary>
public static class RoutePreview
{
    /// <summary>The most decisions that are played through.</summary>
    private const int MostMoves = 2_000;

    /// <summary>Of an instance that has not begun.</summary>
    /// <param name="start">With the actor who would start it.</param>
    /// <param name="id">The id that it would have: where chance decides it decides the same.</param>
    /// <param name="now">UTC.</param>
    public static Route Of(WorkflowEngine engine, CompiledWorkflow workflow, StartWorkflow start, Guid id, Organisation organisation, DateTimeOffset now) =>
        new RouteWalk(engine, workflow, organisation, now).Play(WorkflowEngine.NewInstance(workflow, id, now), start, MostMoves);

    /// <summary>Of an instance that runs: what is open first, then what follows.</summary>
    public static Route Of(WorkflowEngine engine, CompiledWorkflow workflow, InstanceState state, Organisation organisation, DateTimeOffset now) =>
        new RouteWalk(engine, workflow, organisation, now).Play(state, null, MostMoves);
}
