namespace OrderFlow.Tests.Execution.Model;

/// <summary>What is left of a case with one thing taken away: a move, an activity, a connection, a speciality.</summary>
internal static class CaseShrinker
{
    public static IEnumerable<Case> Smaller(Case sample)
    {
        var moves = sample.Moves;
        if (moves.Count > 3)
        {
            yield return sample with { Moves = [.. moves.Take(moves.Count / 2)] };
            yield return sample with { Moves = [.. moves.Skip(moves.Count / 2)] };
        }

        for (var i = moves.Count - 1; i >= 0; i--) yield return sample with { Moves = Without(moves, i) };
        foreach (var root in Smaller(sample.Root)) yield return sample with { Root = root };
        if (sample.Continues) yield return sample with { Continues = false };
        for (var i = 0; i < moves.Count; i++)
        {
            if (moves[i].Which > 0) yield return sample with { Moves = [.. moves.Select((m, at) => at == i ? m with { Which = m.Which / 2 } : m)] };
            if (moves[i].How > 0) yield return sample with { Moves = [.. moves.Select((m, at) => at == i ? m with { How = m.How / 2 } : m)] };
        }
    }

    private static IEnumerable<Step> Smaller(Step step)
    {
        if (step.Kind is StepKind.Chart or StepKind.Sequence or StepKind.Fork)
        {
            for (var i = step.Children.Count - 1; i >= 0; i--)
            {
                var gone = step.Children[i].Name;
                if (step.Children.Count > 1 || step.Kind != StepKind.Fork)
                    yield return step with { Children = Without(step.Children, i), Wires = [.. step.Wires.Where(w => w.From != gone && w.To != gone)] };
            }
        }

        for (var i = step.Wires.Count - 1; i >= 0; i--) yield return step with { Wires = Without(step.Wires, i) };
        if (step.Merge is not null) yield return step with { Merge = null };
        if (step is { Mode: not null, Kind: StepKind.Task }) yield return step with { Mode = null };
        if (step.Count > 1) yield return step with { Count = step.Count - 1 };
        if (step.Kind is not (StepKind.Event or StepKind.Line)) yield return new Step(step.Name, StepKind.Event);
        if (step.Kind is not StepKind.Line) yield return new Step(step.Name, StepKind.Line);
        for (var i = 0; i < step.Children.Count; i++)
        {
            foreach (var child in Smaller(step.Children[i]))
                yield return step with { Children = [.. step.Children.Select((c, at) => at == i ? child : c)] };
        }
    }

    private static List<T> Without<T>(IReadOnlyList<T> all, int index) => [.. all.Where((_, i) => i != index)];
}
