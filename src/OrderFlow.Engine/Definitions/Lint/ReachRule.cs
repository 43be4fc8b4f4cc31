namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>Activities to which nothing leads from where the flowchart begins, no Return either.</summary>
internal static class ReachRule
{
    public static void Check(FlowMap map, List<Finding> findings)
    {
        // Where a Return goes wherever an expression says, it may go there.
        if (map.ReturnsAnywhere) return;
        var reached = map.Nodes.Where((_, i) => map.IsReached[i]).Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var node in map.Nodes)
            if (node.Id.Length > 0 && !reached.Contains(node.Id)) findings.Add(Findings.Unreachable(node));
    }
}
