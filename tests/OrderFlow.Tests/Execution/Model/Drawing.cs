namespace OrderFlow.Tests.Execution.Model;

/// <summary>What the reference model reads off a flowchart: which connections lead forward, and what can be reached over them.</summary>
internal sealed class Drawing
{
    private readonly Step chart;
    private readonly HashSet<Wire> forward = [];

    public Drawing(Step chart)
    {
        this.chart = chart;
        if (chart.Children.Count == 0) return;
        // Breadth first from the start: a connection leads forward unless it would close a cycle of those that do.
        var seen = new List<string> { chart.Children[0].Name };
        for (var i = 0; i < seen.Count; i++)
        {
            foreach (var wire in chart.Wires.Where(w => w.From == seen[i]))
            {
                if (wire.To == wire.From || Reaches(wire.To, wire.From)) continue;
                forward.Add(wire);
                if (!seen.Contains(wire.To)) seen.Add(wire.To);
            }
        }
    }

    public bool IsForward(Wire wire) => forward.Contains(wire);

    public bool IsJoin(string name) => forward.Count(w => w.To == name) > 1;

    public IEnumerable<Wire> Into(string name) => chart.Wires.Where(w => w.To == name);

    /// <summary>Whether a token at one step can come to another over forward connections, in at least one move.</summary>
    public bool Reaches(string from, string to) => forward.Any(w => w.From == from && (w.To == to || Reaches(w.To, to)));

    /// <summary>Joins that are free at the same moment fire in this order: the longest way from the start, then the place in the file.</summary>
    public IEnumerable<string> InOrder(IEnumerable<string> names) =>
        names.OrderBy(Depth).ThenBy(n => chart.Children.ToList().FindIndex(c => c.Name == n));

    private int Depth(string name) => forward.Where(w => w.To == name).Select(w => 1 + Depth(w.From)).DefaultIfEmpty(0).Max();
}
