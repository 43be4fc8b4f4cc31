namespace OrderFlow.Replay.Mapping;

/// <summary>What is wrong with a mapping whose members are all of the right kind.</summary>
internal static class MapCheck
{
    public static void Run(ReplayMap map, List<MapProblem> problems)
    {
        if (!map.Events.Any(rule => rule.Action is MapToStart))
            problems.Add(new("/events", "No event starts a case; one rule must say \"do\": \"start\"."));
        if (map.Actor.User is null && map.Events.Any(rule => rule.Action is MapToOutcome))
            problems.Add(new("/actor", "'user' is missing: somebody must complete the tasks."));
        var played = map.Events.Where(rule => rule.Action is not MapToNothing).SelectMany(rule => rule.Events).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < map.Events.Count; i++)
        {
            FindRulesNeverReached(map, i, problems);
            RequireKnown(map.Events[i].When?.Next, played, $"/events/{i}/when/next", problems);
            RequireKnown(map.Events[i].When?.Previous, played, $"/events/{i}/when/previous", problems);
        }
        for (var i = 0; i < map.Ends.Count; i++)
            RequireKnown(map.Ends[i].LastEvents, played, $"/ends/{i}/lastEvent", problems);
    }

    // A name that no rule knows is a slip of the pen: its condition could never hold.
    private static void RequireKnown(IReadOnlyList<string>? names, HashSet<string> played, string pointer, List<MapProblem> problems)
    {
        foreach (var name in names ?? [])
        {
            if (!played.Contains(name))
                problems.Add(new(pointer, $"No rule plays an event '{name}'."));
        }
    }

    private static void FindRulesNeverReached(ReplayMap map, int index, List<MapProblem> problems)
    {
        var rule = map.Events[index];
        foreach (var name in rule.Events)
        {
            var earlier = map.Events.Take(index).Any(other => other.When is null && other.Events.Contains(name) && CoversMoment(other.Action, rule.Action));
            if (earlier)
                problems.Add(new($"/events/{index}", $"Never reached: an earlier rule for '{name}' has no condition."));
        }
    }

    private static bool CoversMoment(MappedAction earlier, MappedAction later) =>
        earlier is MapToNothing || (later is not MapToNothing && (earlier is MapToStart) == (later is MapToStart));
}
