using System.Globalization;
using OrderFlow.Engine.Definitions;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

/// <summary>
/// A flowchart in one line: "fork:A > x1, fork:B > x2, x1 > all, x2 > all, all > end". The first letters of a name say what it is:
/// fork, all and any (joins), x (event), t (task), yes and no (decisions), again2 (a decision that is true two times), else a line;
/// ~Race behind a name is its merge mode.
/// </summary>
internal static class Sketch
{
    public static ActivityDefinition Of(string text)
    {
        var wires = text.Split(',').Select(w => w.Split('>', StringSplitOptions.TrimEntries)).ToList();
        var modes = wires.SelectMany(w => w).Where(n => n.Contains('~')).Select(n => n.Split('~')).DistinctBy(n => n[0]).ToDictionary(n => n[0], n => Enum.Parse<MergeMode>(n[1]));
        var names = wires.SelectMany(w => w).Select(n => n.Split(':', '~')[0]).Distinct();
        return Chart(
            names.Select(n => Activity(n, wires) with { MergeMode = modes.TryGetValue(n, out var mode) ? mode : null }),
            [.. wires.Select(w => $"{w[0].Split('~')[0]} -> {w[1].Split('~')[0]}")]);
    }

    /// <summary>"x1" sends an event, "t1+" approves, "t1-" rejects.</summary>
    public static Rig Play(string chart, string moves)
    {
        var rig = Rig.Started(Of(chart));
        foreach (var move in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (move[0] == 't') rig.Decide(move[..^1], move[^1] == '+' ? "Approve" : "Reject");
            else rig.Send(move);
        }

        return rig;
    }

    private static ActivityDefinition Activity(string name, List<string[]> wires)
    {
        if (name.StartsWith("fork", StringComparison.Ordinal)) return Fork(name, [.. wires.Select(w => w[0].Split(':')).Where(s => s[0] == name).Select(s => s[1]).Distinct()]);
        if (name.StartsWith("all", StringComparison.Ordinal)) return Join(name, "WaitAll");
        if (name.StartsWith("any", StringComparison.Ordinal)) return Join(name, "WaitAny");
        if (name.StartsWith("yes", StringComparison.Ordinal)) return Decision(name, "true");
        if (name.StartsWith("no", StringComparison.Ordinal)) return Decision(name, "false");
        if (name.StartsWith("again", StringComparison.Ordinal))
            return Decision(name, string.Create(CultureInfo.InvariantCulture, $"setVariable('{name}', (getVariable('{name}') || 0) + 1); getVariable('{name}') <= {name[5]}"));
        return name[0] switch { 'x' => Event(name), 't' => Task(name), _ => Line(name) };
    }
}
