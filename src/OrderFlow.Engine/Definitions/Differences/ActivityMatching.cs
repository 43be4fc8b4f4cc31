namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>
/// Which activity of the one version is which of the other: by id; those that are left, as after an import that gave new ids, by
/// type and name where only one in each version has them.
/// </summary>
internal sealed class ActivityMatching
{
    private readonly Dictionary<PlacedActivity, PlacedActivity> newOf = [];
    private readonly Dictionary<string, string> oldIds = new(StringComparer.Ordinal);

    private ActivityMatching(List<PlacedActivity> from, List<PlacedActivity> to)
    {
        (From, To) = (from, to);
        Match(Numbered(from), Numbered(to));
        Match(Unique(from.Where(a => !newOf.ContainsKey(a))), Unique(to.Except(newOf.Values)));
        if (!newOf.ContainsKey(from[0]) && !newOf.ContainsValue(to[0]) && from[0].Definition.Type == to[0].Definition.Type) newOf[from[0]] = to[0];
        foreach (var (old, now) in newOf) oldIds.TryAdd(now.Definition.Id, old.Definition.Id);
        OldOf = newOf.ToDictionary(p => p.Value, p => p.Key);
    }

    public IReadOnlyList<PlacedActivity> From { get; }
    public IReadOnlyList<PlacedActivity> To { get; }

    /// <summary>By the new one.</summary>
    public IReadOnlyDictionary<PlacedActivity, PlacedActivity> OldOf { get; }

    public static ActivityMatching Of(WorkflowDefinition from, WorkflowDefinition to) => new([.. PlacedActivity.All(from.Root)], [.. PlacedActivity.All(to.Root)]);

    /// <summary>Null: it is gone.</summary>
    public PlacedActivity? NewOf(PlacedActivity old) => newOf.GetValueOrDefault(old);

    /// <summary>What the old version calls an activity of the new one. One that only the new one has cannot be taken for one that only the old one has.</summary>
    public string OldIdOf(string newId) => oldIds.TryGetValue(newId, out var old) ? old : "new " + newId;

    private void Match<TKey>(Dictionary<TKey, PlacedActivity> from, Dictionary<TKey, PlacedActivity> to)
        where TKey : notnull
    {
        foreach (var (key, old) in from)
            if (to.TryGetValue(key, out var now)) newOf[old] = now;
    }

    // A draft may have an id twice: the first is compared with the first.
    private static Dictionary<(string, int), PlacedActivity> Numbered(IEnumerable<PlacedActivity> activities) =>
        activities.GroupBy(a => a.Definition.Id, StringComparer.Ordinal).SelectMany(g => g.Select((a, i) => (Key: (g.Key, i), a))).ToDictionary(p => p.Key, p => p.a);

    private static Dictionary<(string, string), PlacedActivity> Unique(IEnumerable<PlacedActivity> activities) =>
        activities.GroupBy(a => (a.Definition.Type, a.Definition.Name ?? a.Definition.DisplayText)).Where(g => g.Key.Item2.Length > 0 && g.Count() == 1).ToDictionary(g => g.Key, g => g.First());
}
