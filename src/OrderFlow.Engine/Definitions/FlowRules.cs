using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>What must hold of a flowchart's connections.</summary>
internal static class FlowRules
{
    public static void Check(ActivityDefinition flowchart, ActivityRegistry registry, ValidationContext context, List<Finding> findings)
    {
        var byId = flowchart.Activities.Where(a => a.Id.Length > 0).DistinctBy(a => a.Id).ToDictionary(a => a.Id, StringComparer.Ordinal);
        var places = Places(flowchart);
        var seen = new HashSet<Connection>();
        for (var i = 0; i < flowchart.Connections.Count; i++)
        {
            var connection = flowchart.Connections[i];
            var place = i < places.Count ? $"/connections/{places[i]}" : "/customProperties/notFoundConnections";
            foreach (var end in new[] { connection.Source, connection.Target }.Distinct())
                if (!byId.ContainsKey(end)) findings.Add(Findings.Dangling(flowchart, place, connection, end, byId));
            if (!seen.Add(connection)) findings.Add(Findings.DuplicateConnection(flowchart, place, connection, byId));
            if (byId.TryGetValue(connection.Source, out var source) && PortsOf(source, registry, context) is { } ports && !ports.Contains(connection.SourcePort))
                findings.Add(Findings.UnknownPort(source, flowchart.Pointer + place, connection.SourcePort, ports));
        }

        if (flowchart.Source.Member("connections") is JsonArray written && written.Count > places.Count)
            findings.Add(Findings.HalfConnections(flowchart, written.Count - places.Count));
    }

    // Null: a text that is no list, which the rules of inputs report.
    private static IReadOnlyList<string>? ListOf(Expression given)
    {
        try
        {
            return JsonValues.AsStringList(JsonValues.FromNode(given.Value));
        }
        catch (ExpressionFailure)
        {
            return null;
        }
    }

    // Half-written connections are passed over by the reader: what is read third may be written fourth.
    private static List<int> Places(ActivityDefinition flowchart) => flowchart.Source.Member("connections") is JsonArray written
        ? [.. Enumerable.Range(0, written.Count).Where(i => written[i] is JsonObject connection && ConnectionReader.Read(connection) is not null)]
        : [.. Enumerable.Range(0, flowchart.Connections.Count)];

    /// <summary>The outcomes of an activity; null: they are not known before it runs.</summary>
    internal static IReadOnlySet<string>? PortsOf(ActivityDefinition activity, ActivityRegistry registry, ValidationContext context)
    {
        if (registry.Describe(activity.Type) is not { } descriptor)
        {
            return context.Used(activity)?.Outcomes.Append("Done").ToHashSet(StringComparer.Ordinal);
        }

        var ports = descriptor.FlowPorts.Concat(descriptor.FixedOutcomes).ToHashSet(StringComparer.Ordinal);
        if (activity.Type == "Elsa.FlowSwitch") ports.UnionWith(activity.Cases.Select(c => c.Label));
        if (descriptor.OutcomesInput is { } list)
        {
            if (!activity.Inputs.TryGetValue(list, out var given)) ports.UnionWith(DefaultOf(descriptor, list));
            else if (given.Type is "Literal" or "Object" && ListOf(given) is { } listed) ports.UnionWith(listed);
            else return null;
        }

        // Without a port of its own an activity has the outcome Done.
        if (ports.Count == 0 || activity.Type == "Elsa.FlowSwitch" && ports.Count == 1) ports.Add("Done");
        if (descriptor.FlowPorts.Count == 0 && descriptor.OutcomesInput is null) ports.Add("Done");
        return ports;
    }

    private static IEnumerable<string> DefaultOf(ActivityDescriptor descriptor, string input) =>
        descriptor.Inputs.First(i => i.Name == input).Default is System.Collections.IEnumerable list and not string ? list.Cast<object>().Select(o => o.ToString()!) : [];
}
