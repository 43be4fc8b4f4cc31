namespace OrderFlow.Tests.Execution.Model;

/// <summary>Draws one random flowchart.</summary>
internal sealed class ChartMaker(Random random, StepMaker maker, int depth, IReadOnlyList<string> around, int size)
{
    private readonly List<Step> steps = [];
    private readonly HashSet<Wire> wires = [];

    /// <summary>Anything connected with anything, backwards too.</summary>
    public (IReadOnlyList<Step> Steps, IReadOnlyList<Wire> Wires) AtRandom()
    {
        while (steps.Count < size) Add(random.Next(6) == 0 ? maker.Split(2 + random.Next(2)) : Step());
        for (var i = 1; i < steps.Count; i++)
            if (random.Next(15) > 0) Connect(random.Next(i), i);
        for (var i = random.Next(1 + steps.Count); i > 0; i--)
        {
            int from = random.Next(steps.Count), to = random.Next(steps.Count);
            // Most of them forward: else hardly anything would come to its end.
            if (from > to && random.Next(5) > 1) (from, to) = (to, from);
            Connect(from, to);
        }

        return (steps, [.. wires.OrderBy(_ => random.Next())]);
    }

    /// <summary>Blocks as people draw them: one after the other, side by side until a join, one or the other, again and again.</summary>
    public (IReadOnlyList<Step> Steps, IReadOnlyList<Wire> Wires) InBlocks()
    {
        var left = size;
        List<(string Name, string Port)> open = [];
        Block(ref left, open);
        while (left > 0) Block(ref left, open);
        return (steps, [.. wires]);
    }

    // Adds a block behind everything that is open, and leaves its own exits open.
    private void Block(ref int left, List<(string Name, string Port)> open)
    {
        left--;
        switch (left < 2 ? 0 : random.Next(6))
        {
            case 0 or 1 or 2:
                Then(Step(), open, allPorts: random.Next(3) == 0);
                return;
            case 3 or 4:
                var branches = 2 + random.Next(2);
                var split = Add(random.Next(3) == 0 ? maker.New(StepKind.Line) : maker.Split(branches));
                Close(open, split);
                var ends = new List<(string, string)>();
                for (var i = 0; i < branches; i++)
                {
                    List<(string Name, string Port)> branch = [(split.Name, split.Kind == StepKind.Split ? split.Ports[i] : "Done")];
                    for (var inner = random.Next(3); inner >= 0; inner--) Block(ref left, branch);
                    ends.AddRange(branch);
                }

                open.AddRange(ends);
                if (random.Next(6) > 0) Then(random.Next(3) == 0 ? Step() : maker.New(StepKind.Join) with { Mode = random.Next(3) == 0 ? "WaitAny" : "WaitAll" }, open, allPorts: false);
                return;
            default:
                var first = steps.Count;
                Block(ref left, open);
                var again = Add(maker.New(StepKind.Task) with { Count = 1 });
                Close(open, again);
                wires.Add(new Wire(again.Name, "Reject", steps[Math.Min(first, steps.Count - 1)].Name));
                open.Add((again.Name, "Approve"));
                return;
        }
    }

    private void Then(Step step, List<(string Name, string Port)> open, bool allPorts)
    {
        Add(step);
        Close(open, step);
        if (step.IsTerminal) return;
        var ports = step.Kind == StepKind.Split ? [.. step.Ports.Take(step.Count)] : step.Ports;
        open.AddRange((allPorts ? ports : [ports[random.Next(ports.Count)]]).Select(p => (step.Name, p)));
    }

    private void Close(List<(string Name, string Port)> open, Step target)
    {
        foreach (var (name, port) in open) wires.Add(new Wire(name, port, target.Name));
        open.Clear();
    }

    private void Connect(int from, int to) =>
        wires.Add(new Wire(steps[from].Name, steps[from].Ports[random.Next(steps[from].Kind == StepKind.Split ? steps[from].Count : steps[from].Ports.Count)], steps[to].Name));

    private Step Step() => maker.Merging(maker.Any(depth, [.. around, .. steps.Select(s => s.Name)]));

    private Step Add(Step step)
    {
        steps.Add(step);
        return step;
    }
}
