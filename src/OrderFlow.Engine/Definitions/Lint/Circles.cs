namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>The circles of a flowchart: sets of places in which every place leads to every other (Tarjan's way, without recursion).</summary>
internal static class Circles
{
    /// <summary>The number of the set that each place belongs to; -1: it was left out.</summary>
    /// <param name="takes">Which places are looked at.</param>
    public static int[] SetsOf(FlowMap map, Func<int, bool> takes)
    {
        var count = map.Nodes.Length;
        var (sets, found, lowest, next) = (new int[count], new int[count], new int[count], new int[count]);
        Array.Fill(sets, -1);
        var (open, path) = (new Stack<int>(), new Stack<int>());
        int time = 0, set = 0;
        for (var root = 0; root < count; root++)
        {
            if (found[root] != 0 || !takes(root)) continue;
            path.Push(root);
            while (path.TryPeek(out var place))
            {
                if (found[place] == 0)
                {
                    found[place] = lowest[place] = ++time;
                    open.Push(place);
                }

                if (next[place] < map.Out(place).Count)
                {
                    var way = map.Out(place)[next[place]++];
                    if (way.IsDead || !takes(way.To)) continue;
                    if (found[way.To] == 0) path.Push(way.To);
                    else if (sets[way.To] < 0) lowest[place] = Math.Min(lowest[place], found[way.To]);
                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var before)) lowest[before] = Math.Min(lowest[before], lowest[place]);
                if (lowest[place] != found[place]) continue;
                int member;
                do
                {
                    member = open.Pop();
                    sets[member] = set;
                }
                while (member != place);
                set++;
            }
        }

        return sets;
    }

    /// <summary>The circles alone, places in the order of the file: sets of several places, or of one that leads to itself.</summary>
    public static IEnumerable<List<int>> Of(FlowMap map, Func<int, bool> takes)
    {
        var sets = SetsOf(map, takes);
        return Enumerable.Range(0, sets.Length).Where(i => sets[i] >= 0).GroupBy(i => sets[i]).Select(g => g.ToList())
            .Where(g => g.Count > 1 || map.Out(g[0]).Any(w => !w.IsDead && w.To == g[0]));
    }
}
