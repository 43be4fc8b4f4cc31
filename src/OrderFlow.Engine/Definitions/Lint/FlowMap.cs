using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>A flowchart or sequence as places and ways between them, for rules that follow them. Returns are ways too: they lead on, though no connection is drawn.</summary>
internal sealed class FlowMap
{
    private static readonly HashSet<string> Done = ["Done"];

    private readonly List<FlowWay>[] outbound;
    private readonly List<FlowWay>[] inbound;
    private readonly Dictionary<string, int> byId = new(StringComparer.Ordinal);

    private FlowMap(ActivityDefinition container, ReturnTargets returns, ActivityRegistry registry, Func<ActivityDefinition, IReadOnlySet<string>?> portsOf)
    {
        Nodes = [.. container.Activities];
        for (var i = 0; i < Nodes.Length; i++) byId.TryAdd(Nodes[i].Id, i);
        outbound = [.. Nodes.Select(_ => new List<FlowWay>())];
        inbound = [.. Nodes.Select(_ => new List<FlowWay>())];
        Ports = [.. Nodes.Select(portsOf)];
        IsTerminal = [.. Nodes.Select(n => registry.Describe(n.Type)?.IsTerminal == true)];
        ReturnsAnywhere = returns.ReturnsAnywhere(container);
        foreach (var (source, target) in returns.Within(container).Distinct())
            if (byId.TryGetValue(source, out var from) && byId.TryGetValue(target, out var to)) Add(new FlowWay(from, null, to, false));
    }

    public static FlowMap OfFlowchart(ActivityDefinition flowchart, ReturnTargets returns, ActivityRegistry registry, ValidationContext context)
    {
        var map = new FlowMap(flowchart, returns, registry, n => FlowRules.PortsOf(n, registry, context));
        foreach (var (source, port, target) in flowchart.Connections.Select(c => (c.Source, c.SourcePort, c.Target)).Distinct())
            if (map.byId.TryGetValue(source, out var from) && map.byId.TryGetValue(target, out var to)) map.Connect(from, port, to);
        map.Begin([.. map.StartsOf(flowchart)]);
        return map;
    }

    /// <summary>A sequence as a flowchart of one line, which only Returns lead away from.</summary>
    public static FlowMap OfSequence(ActivityDefinition sequence, ReturnTargets returns, ActivityRegistry registry)
    {
        var map = new FlowMap(sequence, returns, registry, _ => Done);
        for (var i = 1; i < map.Nodes.Length; i++) map.Connect(i - 1, "Done", i);
        map.Begin(map.Nodes.Length > 0 ? [0] : []);
        return map;
    }

    public ActivityDefinition[] Nodes { get; }

    /// <summary>The outcomes of each; null: not known before it runs.</summary>
    public IReadOnlySet<string>?[] Ports { get; }

    /// <summary>Whether what it stands in ends, or is left, with it.</summary>
    public bool[] IsTerminal { get; }

    /// <summary>Where it may begin: its start, and what can start the workflow.</summary>
    public int[] Starts { get; private set; } = [];

    /// <summary>Whether connections lead there from a start, were they ever taken or not.</summary>
    public bool[] IsReached { get; private set; } = [];

    /// <summary>A Return in it goes where an expression says: what its ways are is not known.</summary>
    public bool ReturnsAnywhere { get; }

    public List<FlowWay> Out(int place) => outbound[place];
    public List<FlowWay> In(int place) => inbound[place];

    /// <summary>The places that ways lead to, the beginnings included.</summary>
    public bool[] Reach(IEnumerable<int> from, Func<FlowWay, bool> follows)
    {
        var reached = new bool[Nodes.Length];
        var open = new Stack<int>(from);
        while (open.TryPop(out var place))
        {
            if (reached[place]) continue;
            reached[place] = true;
            foreach (var way in outbound[place])
                if (!reached[way.To] && follows(way)) open.Push(way.To);
        }

        return reached;
    }

    private void Begin(int[] starts)
    {
        Starts = starts;
        IsReached = Reach(starts, _ => true);
    }

    private void Connect(int from, string port, int to) => Add(new FlowWay(from, port, to, IsTerminal[from] || Ports[from]?.Contains(port) == false));

    private void Add(FlowWay way)
    {
        outbound[way.From].Add(way);
        inbound[way.To].Add(way);
    }

    // The order in which a running flowchart looks for its start; a trigger that fires is one, too.
    private IEnumerable<int> StartsOf(ActivityDefinition flowchart)
    {
        if (Nodes.Length == 0) return [];
        var start = flowchart.Start is { } written && byId.TryGetValue(written, out var found) ? found : Array.FindIndex(Nodes, n => n.Type == "Elsa.Start");
        if (start < 0) start = Array.FindIndex(Nodes, n => n.CanStartWorkflow);
        var targets = flowchart.Connections.Select(c => c.Target).ToHashSet(StringComparer.Ordinal);
        if (start < 0) start = Array.FindIndex(Nodes, n => !targets.Contains(n.Id));
        return Enumerable.Range(0, Nodes.Length).Where(i => Nodes[i].CanStartWorkflow).Append(Math.Max(0, start)).Distinct();
    }
}
