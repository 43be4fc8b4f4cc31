using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>A first burst, decided but not written.</summary>
internal sealed record PreparedStart(StartRequest Request, CompiledVersion Version, StartWorkflow Stimulus, Burst Burst)
{
    public RunResult.Applied Result { get; } = Answers.Applied(Burst);

    public void Write(Statements statements)
    {
        statements.Add(
            "SELECT start_guard($1, $2, $3, $4, $5, $6)",
            Text(Version.Id), Bytes(Version.Hash), Text(Version.DefinitionId), Bool(Request.VersionId is null), Number(Activation), Key(Request.CorrelationId));
        BurstWriter.Start(statements, Burst, Stimulus);
    }

    /// <summary>The refusal that the database's guard stands for; null: the version has changed, and the start is to be prepared again.</summary>
    public RunResult.Rejected? Refusal(Npgsql.PostgresException guard) => guard.SqlState != Faults.RunsAlready ? null : RunsAlready(guard.Detail);

    /// <summary>The activation strategy wants no second instance beside this one.</summary>
    /// <param name="running">Id of the one that runs.</param>
    public RunResult.Rejected RunsAlready(string? running) => new(
        Rejection.Conflict,
        Activation switch
        {
            ActivationStrategy.Correlation => $"Instance '{running}' runs already under number '{Request.CorrelationId}', and '{Name}' starts only when none does.",
            ActivationStrategy.CorrelatedSingleton => $"Instance '{running}' of '{Name}' runs already under number '{Request.CorrelationId}', and only one may.",
            ActivationStrategy.Always or ActivationStrategy.Singleton => $"Instance '{running}' of '{Name}' runs already, and only one may.",
        });

    public ActivationStrategy Activation => Version.Workflow.Definition.Options.Activation;

    private string Name => Version.Workflow.Definition.Name;
}

/// <summary>Decides first bursts.</summary>
internal sealed class InstanceStart(CompiledVersions versions, WorkflowEngine engine, TimeProvider clock)
{
    /// <summary>Either the burst or why there is none.</summary>
    public async Task<(PreparedStart? Prepared, RunResult.Rejected? Rejected)> PrepareAsync(StartRequest request, CancellationToken cancel)
    {
        var version = request.VersionId is { } id
            ? await versions.ByIdAsync(id, cancel)
            : await versions.PublishedAsync(request.DefinitionId ?? throw new ArgumentException("A start names a definition or a version.", nameof(request)), cancel);
        if (version is null)
            return (null, request.VersionId is null
                ? new RunResult.Rejected(Rejection.NotFound, $"Definition '{request.DefinitionId}' has no published version.")
                : new RunResult.Rejected(Rejection.NotFound, $"There is no version '{request.VersionId}' of a definition."));
        return Prepare(request, version);
    }

    /// <summary>The same with the version at hand.</summary>
    public (PreparedStart? Prepared, RunResult.Rejected? Rejected) Prepare(StartRequest request, CompiledVersion version)
    {
        var now = clock.GetUtcNow();
        var stimulus = new StartWorkflow
        {
            Input = request.Input,
            Variables = request.Variables,
            CorrelationId = request.CorrelationId,
            Name = request.Name,
            TriggerActivityId = request.TriggerActivityId,
            TriggerInput = request.TriggerInput,
            ParentInstanceId = request.ParentInstanceId,
            ParentBookmarkId = request.ParentBookmarkId,
            ParentWaitsUntilIdle = request.ParentWaitsUntilIdle,
            Actor = request.Actor,
        };
        var state = WorkflowEngine.NewInstance(version.Workflow, request.InstanceId ?? Guid.CreateVersion7(now), now);
        return engine.Decide(version.Workflow, state, stimulus, now) switch
        {
            Burst burst => (new PreparedStart(request, version, stimulus, burst), null),
            Refused refused => (null, Answers.Rejected(refused)),
            var other => throw new InvalidOperationException($"Expected a burst or a refusal, but got {other.GetType().Name}."),
        };
    }

    public void Forget(PreparedStart stale) => versions.Forget(stale.Version);
}
