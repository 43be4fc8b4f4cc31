using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>What comes after what in a running flowchart or sequence, with everything that stands in its activities.</summary>
internal sealed class FlowOrder(BurstRun run, ActivityExecution scope)
{
    private readonly ActivityNode container = run.NodeOf(scope);

    /// <summary>Whether an activity is another one of the container, stands in it, or comes after it over forward connections.</summary>
    public bool IsFrom(ActivityNode start, string activity) => BranchOf(activity) is { } branch && (branch == start || Follows(start, branch));

    /// <summary>Whether an activity of the container comes before the branch in which another stands.</summary>
    public bool IsBefore(ActivityNode earlier, string activity) => BranchOf(activity) is { } branch && branch != earlier && Follows(earlier, branch);

    /// <summary>The activities of the container that run or are due to run, with the number of their run; the greatest number: not begun.</summary>
    public IEnumerable<(ActivityNode Node, int Run)> Live()
    {
        foreach (var child in run.ChildrenOf(scope)) yield return (run.NodeOf(child), child.Id);
        foreach (var due in run.State.Scheduled)
            if (due.OwnerId == scope.Id && run.Workflow.Find(due.ActivityId) is { } node) yield return (node, int.MaxValue);
    }

    /// <summary>Whether a token is at or waits for what comes after an activity of the container.</summary>
    public bool HasTokenAfter(ActivityNode node)
    {
        if (Live().Any(l => l.Node != node && Follows(node, l.Node))) return true;
        if (container.Type is not Flowchart) return false;
        var tokens = new FlowTokens(run.Context(scope));
        return tokens.WaitingAt().Any(place => tokens.Graph.CanReach(tokens.Graph.IndexOf(node.Key), place));
    }

    private bool Follows(ActivityNode one, ActivityNode other)
    {
        if (container.Type is not Flowchart) return IndexOf(one) < IndexOf(other);
        var start = run.Context(scope).Text("start") ?? "";
        var graph = container.GraphFrom(start);
        return Follows(graph, graph.IndexOf(start), graph.IndexOf(one.Key), graph.IndexOf(other.Key));
    }

    // An activity beside the way from the start, as where the initiator revises, comes before what it leads back to.
    private static bool Follows(FlowGraph graph, int start, int one, int other)
    {
        var seen = new HashSet<int> { one };
        var beside = new Stack<int>([one]);
        while (beside.TryPop(out var at))
        {
            if (graph.CanReach(at, other)) return true;
            if (at == start || graph.CanReach(start, at)) continue;
            foreach (var connection in graph.Outbound(at))
            {
                if (connection.To == other) return true;
                if (seen.Add(connection.To)) beside.Push(connection.To);
            }
        }

        return false;
    }

    private int IndexOf(ActivityNode node)
    {
        for (var i = 0; i < container.Activities.Count; i++)
            if (container.Activities[i] == node) return i;
        return -1;
    }

    private ActivityNode? BranchOf(string activity)
    {
        var node = run.Workflow.Find(activity);
        while (node is not null && node.Parent != container) node = node.Parent;
        return node;
    }
}
