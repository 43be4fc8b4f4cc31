using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Studio.Instances;

/// <summary>All that is known of an instance: where it stands, how it came there, and the version that it runs on.</summary>
internal sealed class InstanceHistory
{
    private readonly Dictionary<int, ActivityRun> byId;

    /// <param name="workflow">Null: the version is gone.</param>
    /// <param name="journal">In order; the oldest part may be gone.</param>
    public InstanceHistory(InstanceState state, IReadOnlyList<JournalEntry> journal, CompiledWorkflow? workflow)
    {
        (State, Journal, Workflow, Names) = (state, journal, workflow, new ActivityNames(workflow));
        Runs = ActivityRuns.Of(state, journal);
        byId = Runs.ToDictionary(r => r.Id);
    }

    public InstanceState State { get; }
    public IReadOnlyList<JournalEntry> Journal { get; }
    public CompiledWorkflow? Workflow { get; }
    public ActivityNames Names { get; }

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<ActivityRun> Runs { get; }

    public ActivityRun? Run(int id) => byId.GetValueOrDefault(id);

    /// <summary>The runs of some nodes, in the order in which they began.</summary>
    /// <param name="nodeIds">Null: of all.</param>
    public IEnumerable<ActivityRun> RunsOf(IReadOnlyCollection<string>? nodeIds) => nodeIds is null ? Runs : Runs.Where(r => nodeIds.Contains(Names.Of(r.ActivityKey).NodeId));

    /// <summary>The runs that led to this one, from the workflow down to itself.</summary>
    public IReadOnlyList<ActivityRun> ChainTo(ActivityRun run)
    {
        var chain = new List<ActivityRun>();
        for (var at = run; at is not null; at = at.ScheduledBy < at.Id ? Run(at.ScheduledBy) : null) chain.Add(at);
        chain.Reverse();
        return chain;
    }

    public string KeyOf(int run) => new ExecutionKey(State.Id, run).ToString();
}
