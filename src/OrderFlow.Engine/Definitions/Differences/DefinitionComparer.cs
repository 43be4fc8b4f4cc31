using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>Compares two versions of a workflow by what they mean.</summary>
public static class DefinitionComparer
{
    /// <param name="registry">Says which members of an activity are inputs, and what an input is when nothing is said.</param>
    public static WorkflowDifference Compare(WorkflowDefinition from, WorkflowDefinition to, ActivityRegistry registry)
    {
        var (oldVariables, newVariables) = VariableNames.Match(from, to);
        var matching = ActivityMatching.Of(from, to);
        var before = new ActivityFacts(registry, oldVariables, id => id);
        var after = new ActivityFacts(registry, newVariables, matching.OldIdOf);
        return new WorkflowDifference(
            Facts.Changes(WorkflowFacts.Of(from, before), WorkflowFacts.Of(to, after)),
            [.. Activities(matching, before, after)],
            [.. Connections(matching)],
            matching.OldOf.Count(p => !JsonNode.DeepEquals(Designer(p.Key), Designer(p.Value))));
    }

    private static IEnumerable<ActivityChange> Activities(ActivityMatching matching, ActivityFacts before, ActivityFacts after)
    {
        foreach (var now in matching.To)
        {
            var old = matching.OldOf.GetValueOrDefault(now);
            var facts = Facts.Changes(old is null ? null : before.Of(old.Definition), after.Of(now.Definition));
            var isMoved = old is not null && (old.Slot != now.Slot || !ReferenceEquals(old.Parent, now.Parent is null ? null : matching.OldOf.GetValueOrDefault(now.Parent, now.Parent)));
            if (old is null || isMoved || facts.Count > 0) yield return new ActivityChange(old?.Definition, now.Definition, old?.Place, now.Place, isMoved, facts);
        }

        foreach (var gone in matching.From.Where(a => matching.NewOf(a) is null))
            yield return new ActivityChange(gone.Definition, null, gone.Place, null, false, Facts.Changes(before.Of(gone.Definition), null));
    }

    private static IEnumerable<ConnectionChange> Connections(ActivityMatching matching)
    {
        var old = Keyed(matching.From, id => id);
        var now = Keyed(matching.To, matching.OldIdOf);
        foreach (var (key, found) in now)
            if (!old.ContainsKey(key)) yield return Change(ChangeKind.Added, found, matching.To);
        foreach (var (key, found) in old)
            if (!now.ContainsKey(key)) yield return Change(ChangeKind.Removed, found, matching.From);
    }

    private static ConnectionChange Change(ChangeKind kind, (ActivityDefinition Chart, Connection Connection) found, IReadOnlyList<PlacedActivity> all)
    {
        return new ConnectionChange(kind, found.Chart, found.Connection, Find(found.Connection.Source), Find(found.Connection.Target));

        ActivityDefinition? Find(string id) => all.FirstOrDefault(a => a.Definition.Id == id)?.Definition;
    }

    private static Dictionary<(string Chart, Connection Connection), (ActivityDefinition Chart, Connection Connection)> Keyed(IReadOnlyList<PlacedActivity> activities, Func<string, string> idOf)
    {
        var connections = new Dictionary<(string, Connection), (ActivityDefinition, Connection)>();
        foreach (var chart in activities.Select(a => a.Definition))
            foreach (var connection in chart.Connections)
                connections.TryAdd((idOf(chart.Id), connection with { Source = idOf(connection.Source), Target = idOf(connection.Target) }), (chart, connection));
        return connections;
    }

    private static JsonNode? Designer(PlacedActivity activity) => (activity.Definition.Source.Member("metadata") as JsonObject)?.Member("designer");
}
