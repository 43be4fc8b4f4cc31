using System.Diagnostics;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances.Trial;

/// <summary>The door of a dry run: one burst after another, decided by the engine as in a real run, taken by the world in memory.</summary>
internal sealed class TrialDoor(WorkflowEngine engine, CompiledVersions versions, TrialLookups lookups, CompiledVersion tried, TrialClock clock)
{
    private readonly InstanceStart start = new(versions, engine, clock);
    private int bursts;
    private long began = Stopwatch.GetTimestamp();

    public TrialWorld World { get; } = new();

    /// <summary>Why the dry run goes no further; null: it does.</summary>
    public RunResult.Rejected? Stopped { get; private set; }

    public CompiledVersion Tried => tried;
    public TrialLookups Lookups => lookups;
    public DateTimeOffset Now => clock.Now;

    /// <summary>A new step: its computing time begins.</summary>
    public void Begin() => began = Stopwatch.GetTimestamp();

    /// <summary>Decides a first burst.</summary>
    /// <returns>The messages that it leaves; or why there is none.</returns>
    public async Task<(List<TrialMessage> Left, RunResult.Rejected? Rejected)> StartAsync(StartRequest request, CancellationToken cancel)
    {
        if (IsOverLimit()) return ([], Stopped);
        if (await lookups.VersionAsync(request, tried, cancel) is not { } version)
            return ([], request.VersionId is null
                ? new RunResult.Rejected(Rejection.NotFound, $"Definition '{request.DefinitionId}' has no published version.")
                : new RunResult.Rejected(Rejection.NotFound, $"There is no version '{request.VersionId}' of a definition."));
        var (prepared, rejected) = start.Prepare(request, version);
        if (prepared is null) return ([], rejected);
        if (RunsAlready(prepared) is { } running) return ([], prepared.RunsAlready(running.ToString()));
        var instance = new TrialInstance(version.Workflow, prepared.Burst.State);
        World.Add(instance);
        return (await TakeAsync(instance, prepared.Burst, prepared.Stimulus, null, cancel), null);
    }

    /// <summary>Decides one burst of an instance.</summary>
    /// <returns>The messages that it leaves; or why nothing changes.</returns>
    public async Task<(List<TrialMessage> Left, Refused? Refused)> ApplyAsync(TrialInstance instance, Stimulus stimulus, CancellationToken cancel)
    {
        if (IsOverLimit()) return ([], null);
        var deadline = stimulus is FireDeadline fire ? World.Deadlines.Find(d => d.Id == fire.DeadlineId) : null;
        return engine.Decide(instance.Workflow, instance.State, stimulus, clock.Now) switch
        {
            Burst burst => (await TakeAsync(instance, burst, stimulus, deadline, cancel), null),
            Refused refused => ([], refused),
            var other => throw new InvalidOperationException($"Expected a burst or a refusal, but got {other.GetType().Name}."),
        };
    }

    private async Task<List<TrialMessage>> TakeAsync(TrialInstance instance, Burst burst, Stimulus stimulus, TrialDeadline? deadline, CancellationToken cancel)
    {
        bursts++;
        var left = World.Take(instance, burst, stimulus);
        var assignees = new Dictionary<Guid, IReadOnlyList<TrialAssignee>>();
        foreach (var effect in burst.Effects)
        {
            if (effect is OpenTask open) assignees[open.TaskId] = await TrialReasons.OfAsync(instance, open.ActivityId, open.Content.Assignees, null, lookups, cancel);
            if (effect is ChangeAssignees change)
                assignees[change.TaskId] = await TrialReasons.OfAsync(instance, World.Tasks.Row(change.TaskId).ActivityId, change.Assignees, change.Listed, lookups, cancel);
        }

        var entry = new TrialEntry(clock.Now, instance, stimulus, burst.Journal, burst.Effects)
        {
            SubStatus = burst.State.SubStatus,
            Deadline = deadline,
            Assignees = assignees,
            Deadlines = [.. burst.Effects.OfType<SetDeadline>().Select(s => World.Deadlines.Find(d => d.Id == s.DeadlineId)).OfType<TrialDeadline>()],
        };
        World.Entries.Add(entry);
        foreach (var letter in burst.Effects.Where(e => e is SendMail or NotifyTask)) World.Letters.Enqueue((entry, letter));
        return left;
    }

    // As start_guard in the database; what really runs at this moment is no part of a dry run.
    private Guid? RunsAlready(PreparedStart prepared)
    {
        var (activation, correlation) = (prepared.Activation, prepared.Request.CorrelationId);
        if (activation == ActivationStrategy.Always || (activation == ActivationStrategy.Correlation && correlation is null)) return null;
        return World.Instances.Find(i => i.State.Status == WorkflowStatus.Running && (activation == ActivationStrategy.Correlation
            ? i.State.CorrelationId == correlation
            : i.State.DefinitionId == prepared.Version.DefinitionId && (activation == ActivationStrategy.Singleton || correlation is null || i.State.CorrelationId == correlation)))?.State.Id;
    }

    private bool IsOverLimit()
    {
        Stopped ??=
            bursts >= TrialLimits.Bursts ? Stop($"The dry run stops here: {TrialLimits.Bursts} steps of the workflow have run. Does a loop go round without an end?")
            : World.Instances.Count >= TrialLimits.Instances ? Stop($"The dry run stops here: {TrialLimits.Instances} instances have been started. Does a workflow start itself without an end?")
            : World.StateBytes > TrialLimits.StateBytes || World.JournalEntries > TrialLimits.JournalEntries ? Stop($"The dry run stops here: it would take more memory than a dry run may. Try it with less data.")
            : Stopwatch.GetElapsedTime(began) > TrialLimits.StepTime ? Stop($"The dry run stops here: this step has computed for {TrialLimits.StepTime.TotalSeconds} seconds. Is a script slow?")
            : null;
        return Stopped is not null;
    }

    private static RunResult.Rejected Stop(FormattableString why) => new(Rejection.Invalid, why);
}
