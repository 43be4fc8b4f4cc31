namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// Branches that begin together (at a fork, or where one outcome leads to several activities) and end apart, without ever coming
/// to one activity. A warning: a branch that only sends a notice and ends is sound, since a flowchart is over with its last
/// branch; but mostly a connection to the join was forgotten, and an End on one branch withdraws the others.
/// </summary>
internal static class ForkRule
{
    public static void Check(FlowMap map, List<Finding> findings)
    {
        if (map.ReturnsAnywhere) return;
        var colours = new int[map.Nodes.Length];
        var round = 0;
        for (var place = 0; place < map.Nodes.Length; place++)
        {
            if (!map.IsReached[place]) continue;
            foreach (var branches in TogetherFrom(map, place))
            {
                var apart = Apart(map, place, branches, colours, round);
                round += branches.Count;
                if (apart.Count > 1) findings.Add(LintFindings.BranchesNeverMeet(map.Nodes[place], [.. apart.Select(b => map.Nodes[b].DisplayText)]));
            }
        }
    }

    private static IEnumerable<List<int>> TogetherFrom(FlowMap map, int place)
    {
        var ways = map.Out(place).Where(w => w is { IsDead: false, Port: not null }).ToList();
        var groups = Outcomes.AreTogether(map.Nodes[place]) ? [ways] : ways.GroupBy(w => w.Port, StringComparer.Ordinal).Select(g => g.ToList());
        return groups.Select(g => g.Select(w => w.To).Distinct().Where(to => to != place).ToList()).Where(g => g.Count > 1);
    }

    // All branches are followed at once, each in a colour of its own; where one comes to the colour of another the two have met.
    // Beyond that place they go the same way, so that no place is looked at twice. What comes round to the fork begins anew.
    private static List<int> Apart(FlowMap map, int fork, List<int> branches, int[] colours, int round)
    {
        var met = Enumerable.Range(0, branches.Count).ToArray();
        var left = branches.Count;
        var next = new Queue<int>();
        for (var i = 0; i < branches.Count; i++)
        {
            colours[branches[i]] = round + i + 1;
            next.Enqueue(branches[i]);
        }

        while (left > 1 && next.TryDequeue(out var place))
        {
            foreach (var way in map.Out(place))
            {
                if (way.IsDead || way.To == fork) continue;
                if (colours[way.To] <= round)
                {
                    colours[way.To] = colours[place];
                    next.Enqueue(way.To);
                    continue;
                }

                var (one, other) = (Root(met, colours[place] - round - 1), Root(met, colours[way.To] - round - 1));
                if (one == other) continue;
                met[other] = one;
                left--;
            }
        }

        return left == 1 ? [] : [.. branches.Where((_, i) => Root(met, i) == i)];
    }

    private static int Root(int[] met, int branch)
    {
        while (met[branch] != branch) branch = met[branch] = met[met[branch]];
        return branch;
    }
}
