namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// Circles of connections, and of Returns in a sequence. Without a wait and without a way out one runs until the engine stops it: an error. Without a wait it
/// goes round as often as its own decisions say, all in one go: a warning. With a wait and no way out its instances never end: a
/// warning, for a watch may be meant so.
/// </summary>
internal static class FlowLoopRule
{
    public static void Check(FlowMap map, Waits waits, List<Finding> findings)
    {
        if (map.ReturnsAnywhere) return;
        var mayWait = Array.ConvertAll(map.Nodes, waits.May);
        bool[]? endsAhead = null;
        foreach (var circle in Circles.Of(map, i => map.IsReached[i] && !mayWait[i]))
        {
            var mayEnd = circle.Exists(i => Waits.IsDemanding(map.Nodes[i])) || IsLeft(map, circle, endsAhead ??= EndsAhead(map));
            findings.Add(mayEnd ? LintFindings.LoopWithoutWait(map.Nodes[circle[0]], Names(map, circle)) : LintFindings.LoopWithoutExit(map.Nodes[circle[0]], Names(map, circle)));
        }

        foreach (var circle in Circles.Of(map, i => map.IsReached[i]))
            if (circle.Exists(i => mayWait[i]) && !IsLeft(map, circle, endsAhead ??= EndsAhead(map))) findings.Add(LintFindings.EndlessLoop(map.Nodes[circle[0]], Names(map, circle)));
    }

    // A token leaves at an outcome that does not lead on in the circle; and all ends where another branch comes to an End.
    private static bool IsLeft(FlowMap map, List<int> circle, bool[] endsAhead)
    {
        var inside = circle.ToHashSet();
        return circle.Exists(place => map.Out(place).Any(w => !w.IsDead && !inside.Contains(w.To) && (w.Port is null || endsAhead[w.To]))
            || (!map.IsTerminal[place] && WaysOut.IsIn(map.Nodes[place]))
            || HasWayOn(map, place, inside));
    }

    private static bool HasWayOn(FlowMap map, int place, HashSet<int> inside)
    {
        // A Return takes along whatever is left of its branch, and a fork goes on at all of its outcomes.
        if (map.IsTerminal[place]) return false;
        if (map.Ports[place] is not { } ports) return true;
        var onward = map.Out(place).Where(w => !w.IsDead && inside.Contains(w.To)).Select(w => w.Port).ToHashSet();
        return !Outcomes.AreTogether(map.Nodes[place]) && ports.Any(p => !onward.Contains(p));
    }

    // The places from which an End, Finish, Complete or Break can be reached.
    private static bool[] EndsAhead(FlowMap map)
    {
        var ends = new bool[map.Nodes.Length];
        var open = new Stack<int>(Enumerable.Range(0, ends.Length).Where(i => map.IsTerminal[i] && map.Nodes[i].Type != "OrderFlow.Return"));
        while (open.TryPop(out var place))
        {
            if (ends[place]) continue;
            ends[place] = true;
            foreach (var way in map.In(place))
                if (!way.IsDead) open.Push(way.From);
        }

        return ends;
    }

    private static string Names(FlowMap map, List<int> circle) =>
        string.Join(", ", circle.Take(5).Select(i => map.Nodes[i].DisplayText)) + (circle.Count > 5 ? " …" : "");
}
