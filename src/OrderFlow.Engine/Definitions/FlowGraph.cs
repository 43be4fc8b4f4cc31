using System.Collections;

namespace OrderFlow.Engine.Definitions;

/// <summary>
/// A flowchart's connections as seen from the activity where it starts. A connection is <em>forward</em> unless it closes a
/// cycle of forward connections (found breadth first from the start, in the order of the file, as Elsa does); joins wait on
/// forward connections only, which form no cycle, so two joins can never wait for each other.
/// </summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly FlowConnection[][] outbound;
    private readonly FlowConnection[][] inbound;
    private readonly BitArray[] reach;
    private readonly int[] rank;

    public FlowGraph(ActivityNode flowchart, string startKey)
    {
        Nodes = [.. flowchart.Activities];
        for (var i = 0; i < Nodes.Length; i++) index.TryAdd(Nodes[i].Key, i);
        var byId = Nodes.DistinctBy(n => n.Definition.Id).ToDictionary(n => n.Definition.Id, n => index[n.Key], StringComparer.Ordinal);
        Connections =
        [
            .. flowchart.Definition.Connections
                .Where(c => byId.ContainsKey(c.Source) && byId.ContainsKey(c.Target))
                .Select(c => (From: byId[c.Source], Port: c.SourcePort, To: byId[c.Target]))
                .Distinct()
                .Select((c, i) => new FlowConnection(i, c.From, c.Port, c.To)),
        ];
        var (bySource, byTarget) = (Connections.ToLookup(c => c.From), Connections.ToLookup(c => c.To));
        outbound = [.. Nodes.Select((_, i) => bySource[i].ToArray())];
        inbound = [.. Nodes.Select((_, i) => byTarget[i].ToArray())];
        if (index.TryGetValue(startKey, out var start)) MarkForward(start);
        (reach, rank) = Closure();
    }

    public ActivityNode[] Nodes { get; }
    public FlowConnection[] Connections { get; }

    public int IndexOf(string key) => index.GetValueOrDefault(key, -1);
    public FlowConnection[] Outbound(int node) => outbound[node];
    public FlowConnection[] Inbound(int node) => inbound[node];

    /// <summary>True where several forward connections meet.</summary>
    public bool IsJoin(int node) => inbound[node].Count(c => c.IsForward) > 1;

    /// <summary>Whether a token at one activity can come to another over forward connections, without staying where it is.</summary>
    public bool CanReach(int from, int to) => reach[from][to];

    /// <summary>The longest way to it over forward connections, in connections.</summary>
    public int RankOf(int node) => rank[node];

    private void MarkForward(int start)
    {
        var accepted = new List<int>[Nodes.Length];
        for (var i = 0; i < accepted.Length; i++) accepted[i] = [];
        var queued = new bool[Nodes.Length];
        var queue = new Queue<int>([start]);
        queued[start] = true;
        while (queue.TryDequeue(out var node))
        {
            foreach (var connection in outbound[node])
            {
                if (Reaches(accepted, connection.To, node)) continue;
                connection.IsForward = true;
                accepted[node].Add(connection.To);
                if (queued[connection.To]) continue;
                queued[connection.To] = true;
                queue.Enqueue(connection.To);
            }
        }
    }

    private static bool Reaches(List<int>[] edges, int from, int to)
    {
        if (from == to) return true;
        var seen = new HashSet<int> { from };
        var stack = new Stack<int>([from]);
        while (stack.TryPop(out var node))
        {
            foreach (var next in edges[node])
            {
                if (next == to) return true;
                if (seen.Add(next)) stack.Push(next);
            }
        }

        return false;
    }

    private (BitArray[] Reach, int[] Rank) Closure()
    {
        var sets = new BitArray[Nodes.Length];
        var ranks = new int[Nodes.Length];
        var open = new int[Nodes.Length];
        foreach (var connection in Connections)
            if (connection.IsForward) open[connection.To]++;

        var order = new List<int>(Nodes.Length);
        var ready = new Queue<int>(Enumerable.Range(0, Nodes.Length).Where(i => open[i] == 0));
        while (ready.TryDequeue(out var node))
        {
            order.Add(node);
            foreach (var connection in outbound[node])
            {
                if (!connection.IsForward) continue;
                ranks[connection.To] = Math.Max(ranks[connection.To], ranks[node] + 1);
                if (--open[connection.To] == 0) ready.Enqueue(connection.To);
            }
        }

        for (var i = order.Count - 1; i >= 0; i--)
        {
            var set = sets[order[i]] = new BitArray(Nodes.Length);
            foreach (var connection in outbound[order[i]])
            {
                if (!connection.IsForward) continue;
                set.Or(sets[connection.To]);
                set[connection.To] = true;
            }
        }

        return (sets, ranks);
    }
}

/// <summary>A connection between two activities of a flowchart, by their places in it.</summary>
internal sealed class FlowConnection(int index, int from, string port, int to)
{
    public int Index { get; } = index;
    public int From { get; } = from;
    public string Port { get; } = port;
    public int To { get; } = to;
    public bool IsForward { get; set; }
}
