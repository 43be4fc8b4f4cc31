using System.Globalization;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>Random definitions: flowcharts drawn at random or block by block, in and around sequences, forks and loops.</summary>
internal sealed class StepMaker(Random random)
{
    private static readonly string[] JoinModes = ["WaitAll", "WaitAllActive", "WaitAny"];
    private static readonly string?[] Timeouts = [null, null, "Remind", "Escalate", "Outcome"];

    private int made;
    private int budget;

    public Step Root(int size)
    {
        budget = 3 + random.Next(3 + (size / 5));
        return random.Next(12) == 0 ? Any(0, []) : Chart(0, []);
    }

    /// <summary>A step of any kind.</summary>
    /// <param name="around">Names that a return may go back to.</param>
    public Step Any(int depth, IReadOnlyList<string> around)
    {
        budget--;
        return random.Next(100) switch
        {
            < 12 => New(StepKind.Line),
            < 34 => New(StepKind.Event),
            < 40 => New(StepKind.Delay),
            < 60 => Task(),
            < 64 => New(StepKind.Flaky),
            < 72 => New(StepKind.Decision) with { Flag = Coin() },
            < 82 => New(StepKind.Join) with { Mode = JoinModes[random.Next(3)] },
            < 86 when around.Count > 0 => New(StepKind.Return) with { Target = around[random.Next(around.Count)] },
            < 88 => New(StepKind.End),
            < 90 => New(StepKind.Line),
            _ when depth > 2 || budget < 1 => New(StepKind.Event),
            < 92 => Sequence(depth + 1, around),
            < 95 => Chart(depth + 1, around),
            < 97 => New(StepKind.Fork) with { Flag = Coin(), Children = Some(1 + random.Next(3), depth + 1, around) },
            < 99 => New(StepKind.Each) with { Count = 1 + random.Next(3), Children = Some(1, depth + 1, around) },
            _ => New(StepKind.Rounds) with { Count = 1 + random.Next(3), Children = Some(1, depth + 1, around) },
        };
    }

    public Step New(StepKind kind) => new(string.Create(CultureInfo.InvariantCulture, $"{char.ToLowerInvariant(kind.ToString()[0])}{kind.ToString()[1..]}{++made}"), kind);

    public Step Split(int branches) => New(StepKind.Split) with { Count = branches };

    public bool Coin() => random.Next(2) == 0;

    private Step Chart(int depth, IReadOnlyList<string> around)
    {
        var name = New(StepKind.Chart);
        var drawing = new ChartMaker(random, this, depth, around, Math.Max(1, Math.Min(budget, 3 + random.Next(8))));
        var (steps, wires) = Coin() ? drawing.AtRandom() : drawing.InBlocks();
        return name with { Children = steps, Wires = wires };
    }

    private Step Sequence(int depth, IReadOnlyList<string> around)
    {
        var children = new List<Step>();
        for (var i = random.Next(4); i >= 0; i--) children.Add(Any(depth, [.. around, .. children.Select(c => c.Name)]));
        return New(StepKind.Sequence) with { Children = children };
    }

    private List<Step> Some(int count, int depth, IReadOnlyList<string> around)
    {
        var steps = new List<Step>();
        while (steps.Count < count) steps.Add(Any(depth, around));
        return steps;
    }

    private Step Task() => New(StepKind.Task) with { Count = 1 + random.Next(3), Flag = Coin(), Mode = Timeouts[random.Next(Timeouts.Length)] };

    /// <summary>Gives a step a merge mode now and then.</summary>
    public Step Merging(Step step) => random.Next(8) == 0 ? step with { Merge = (MergeMode)random.Next(6) } : step;
}
