namespace OrderFlow.Ui.Flowcharts;

/// <summary>
/// Places activities from left to right: each right of all that lead to it, where that is possible. Connections that lead
/// back are left out of account.
/// </summary>
internal static class LayeredLayout
{
    private const double AcrossGap = 90;
    private const double DownGap = 40;

    /// <param name="sizes">Of the activities, in the order in which they are to stand.</param>
    /// <param name="wires">By their indexes.</param>
    /// <returns>A place for each, none over another.</returns>
    public static Box[] Place(IReadOnlyList<(double Width, double Height)> sizes, IEnumerable<(int From, int To)> wires)
    {
        var next = Enumerable.Range(0, sizes.Count).Select(_ => new List<int>()).ToArray();
        foreach (var (from, to) in wires.Distinct())
            if (from != to) next[from].Add(to);
        var (layer, before) = Layers(next);
        var columns = Enumerable.Range(0, sizes.Count).GroupBy(i => layer[i]).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
        var places = new Box[sizes.Count];
        var x = 0d;
        foreach (var column in columns)
        {
            // Near those that lead here, so that lines cross little.
            var wish = column.ToDictionary(i => i, i => before[i].Count == 0 ? 0 : before[i].Average(p => places[p].MidY));
            var height = column.Sum(i => sizes[i].Height) + (DownGap * (column.Count - 1));
            var y = (column[0] == 0 ? 0 : column.Average(i => wish[i])) - (height / 2);
            foreach (var i in column.OrderBy(i => wish[i]).ThenBy(i => i))
            {
                places[i] = new Box(x, y, sizes[i].Width, sizes[i].Height);
                y += sizes[i].Height + DownGap;
            }

            x += column.Max(i => sizes[i].Width) + AcrossGap;
        }

        return places;
    }

    // The longest way over connections that lead forwards. Without recursion: a chain of thousands would be as deep.
    private static (int[] Layer, List<int>[] Before) Layers(List<int>[] next)
    {
        var (state, order, back) = (new byte[next.Length], new List<int>(), new HashSet<(int, int)>());
        var hasBefore = next.SelectMany(n => n).ToHashSet();
        foreach (var root in Enumerable.Range(0, next.Length).OrderBy(hasBefore.Contains))
        {
            if (state[root] != 0) continue;
            var path = new Stack<(int Node, int At)>([(root, 0)]);
            state[root] = 1;
            while (path.TryPop(out var step))
            {
                if (step.At == next[step.Node].Count)
                {
                    state[step.Node] = 2;
                    order.Add(step.Node);
                    continue;
                }

                path.Push((step.Node, step.At + 1));
                var to = next[step.Node][step.At];
                if (state[to] == 1) back.Add((step.Node, to));
                if (state[to] != 0) continue;
                state[to] = 1;
                path.Push((to, 0));
            }
        }

        var layer = new int[next.Length];
        var before = next.Select(_ => new List<int>()).ToArray();
        for (var i = order.Count - 1; i >= 0; i--)
            foreach (var to in next[order[i]].Where(to => !back.Contains((order[i], to))))
            {
                layer[to] = Math.Max(layer[to], layer[order[i]] + 1);
                before[to].Add(order[i]);
            }

        return (layer, before);
    }
}
