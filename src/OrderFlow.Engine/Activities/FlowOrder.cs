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

    private bool Follows(ActivityNode one, ActivityNode other)
    {
        if (container.Type is not Flowchart) return IndexOf(one) < IndexOf(other);
        var graph = container.GraphFrom(run.Context(scope).Text("start") ?? "");
        return graph.CanReach(graph.IndexOf(one.Key), graph.IndexOf(other.Key));
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
