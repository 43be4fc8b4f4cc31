namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// Joins that can never fire. Of all joins only those with merge mode Merge or Converge demand a token of each connection; the
/// others, WaitAll and WaitAllActive too, fire for what has come as soon as nothing more can come, whichever way a decision went.
/// Reported is only what is certain.
/// </summary>
internal static class JoinRules
{
    // One bit of a number for each connection that must bring a token; what is beyond is not looked at.
    private const int MostWays = 64;

    public static void Check(FlowMap map, List<Finding> findings)
    {
        int[]? sets = null;
        List<FlowWay[]>? splits = null;
        for (var join = 0; join < map.Nodes.Length; join++)
        {
            var node = map.Nodes[join];
            if (!map.IsReached[join]) continue;
            if (node.Type == "Elsa.FlowJoin")
            {
                if (map.In(join).Count(w => w.Port is not null) == 1) findings.Add(LintFindings.JoinOfOne(node));
                continue;
            }

            if (node.MergeMode is not (MergeMode.Merge or MergeMode.Converge) || map.ReturnsAnywhere) continue;
            sets ??= Circles.SetsOf(map, _ => true);
            var needed = map.In(join).Where(w => w.Port is not null && (node.MergeMode == MergeMode.Converge || IsForward(map, w, sets))).Take(MostWays).ToList();
            // An outcome that does not exist is reported as that.
            if (needed.Exists(w => w.IsDead && !map.IsTerminal[w.From])) continue;
            CheckWays(map, join, needed, splits ??= [.. Splits(map)], findings);
        }
    }

    // Merge waits for connections that lead forward; of those on a circle through the join it is not certain here which do.
    private static bool IsForward(FlowMap map, FlowWay way, int[] sets) => map.IsReached[way.From] && sets[way.From] != sets[way.To];

    private static void CheckWays(FlowMap map, int join, List<FlowWay> needed, List<FlowWay[]> splits, List<Finding> findings)
    {
        var node = map.Nodes[join];
        bool Follows(FlowWay way) => !way.IsDead && way.From != join;
        var before = map.Reach(map.Starts, Follows);
        if (needed.Find(w => w.IsDead || w.From == join || !before[w.From]) is { } missing)
        {
            findings.Add(LintFindings.JoinMissesWay(node, map.Nodes[missing.From].DisplayText, missing.Port!));
            return;
        }

        var together = Together(map, join, needed, splits, before);
        for (var i = 0; i < needed.Count; i++)
        {
            for (var j = i + 1; j < needed.Count; j++)
            {
                if ((together[i] >> j & 1) != 0) continue;
                findings.Add(LintFindings.JoinWaysExclude(node, Named(map, needed[i]), Named(map, needed[j])));
                return;
            }
        }
    }

    // Two tokens come from one; where they part, an activity has gone on along two ways at once. Two connections of which no such
    // pair of ways leads to one each can never both bring a token.
    private static ulong[] Together(FlowMap map, int join, List<FlowWay> needed, List<FlowWay[]> splits, bool[] before)
    {
        var leads = Leads(map, join, needed);
        var together = new ulong[needed.Count];
        foreach (var split in splits)
            if (before[split[0].From] && split[0].From != join) Pair(Array.ConvertAll(split, w => BitsOf(w, join, needed, leads)), together);
        return together;
    }

    // The ways that are taken at once, wherever there are several.
    private static IEnumerable<FlowWay[]> Splits(FlowMap map)
    {
        for (var place = 0; place < map.Nodes.Length; place++)
        {
            var ways = map.Out(place).Where(w => w is { IsDead: false, Port: not null }).ToArray();
            if (ways.Length < 2) continue;
            var groups = Outcomes.AreExclusive(map.Nodes[place], map.Ports[place]) ? ways.GroupBy(w => w.Port, StringComparer.Ordinal).Select(g => g.ToArray()) : [ways];
            foreach (var group in groups)
                if (group.Length > 1) yield return group;
        }
    }

    private static void Pair(ulong[] ways, ulong[] together)
    {
        var after = new ulong[ways.Length + 1];
        for (var i = ways.Length - 1; i >= 0; i--) after[i] = after[i + 1] | ways[i];
        var earlier = 0UL;
        for (var i = 0; i < ways.Length; i++)
        {
            for (var bit = 0; bit < together.Length; bit++)
                if ((ways[i] >> bit & 1) != 0) together[bit] |= earlier | after[i + 1];
            earlier |= ways[i];
        }
    }

    // By place, to which of the connections it leads without passing the join.
    private static ulong[] Leads(FlowMap map, int join, List<FlowWay> needed)
    {
        var leads = new ulong[map.Nodes.Length];
        var open = new Queue<int>();
        for (var i = 0; i < needed.Count; i++)
        {
            leads[needed[i].From] |= 1UL << i;
            open.Enqueue(needed[i].From);
        }

        while (open.TryDequeue(out var place))
        {
            foreach (var way in map.In(place))
            {
                if (way.IsDead || way.From == join || (leads[way.From] | leads[place]) == leads[way.From]) continue;
                leads[way.From] |= leads[place];
                open.Enqueue(way.From);
            }
        }

        return leads;
    }

    private static ulong BitsOf(FlowWay way, int join, List<FlowWay> needed, ulong[] leads)
    {
        if (way.To != join) return leads[way.To];
        var index = needed.IndexOf(way);
        return index < 0 ? 0 : 1UL << index;
    }

    private static string Named(FlowMap map, FlowWay way) => $"{map.Nodes[way.From].DisplayText} ({way.Port})";
}
