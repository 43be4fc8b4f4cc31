using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// An outcome from which nothing leads, while something leads from others of the same activity: the branch ends there in silence.
/// A warning, for that may be meant; a connection to an End says so. An activity without any connection is simply the last.
/// </summary>
internal static class OpenPortRule
{
    public static void Check(FlowMap map, ActivityRegistry registry, List<Finding> findings)
    {
        for (var place = 0; place < map.Nodes.Length; place++)
        {
            if (map.Ports[place] is not { } ports || map.IsTerminal[place]) continue;
            var connected = map.Out(place).Select(w => w.Port).OfType<string>().ToHashSet(StringComparer.Ordinal);
            if (!connected.Overlaps(ports)) continue;
            foreach (var port in Outcomes.ThatLeadOn(map.Nodes[place], ports, registry, connected))
                if (!connected.Contains(port)) findings.Add(LintFindings.OpenPort(map.Nodes[place], port));
        }
    }
}
