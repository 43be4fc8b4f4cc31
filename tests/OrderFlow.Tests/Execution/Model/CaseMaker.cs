using FsCheck;
using FsCheck.Fluent;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>Random cases, growing with FsCheck's size, and smaller ones like a failing one.</summary>
internal static class CaseMaker
{
    private static readonly (int Weight, MoveKind Kind)[] Weights =
    [
        (60, MoveKind.Answer), (8, MoveKind.Fire), (2, MoveKind.FireEarly), (10, MoveKind.Return), (6, MoveKind.Cancel), (3, MoveKind.Schedule),
        (6, MoveKind.Repeat), (1, MoveKind.Hold), (2, MoveKind.Release), (3, MoveKind.Mend), (5, MoveKind.Retry), (1, MoveKind.CancelAll),
    ];

    public static Arbitrary<Case> Cases { get; } = Arb.From(
        Gen.Sized(size => Gen.Choose(0, int.MaxValue).Select(seed => Make(new Random(seed), size))),
        CaseShrinker.Smaller);

    private static Case Make(Random random, int size)
    {
        var root = new StepMaker(random).Root(Math.Clamp(size, 2, 100));
        var moves = Enumerable.Range(0, 1 + random.Next(4 + (size / 6))).Select(_ => new Move(Pick(random), random.Next(12), random.Next(24)));
        return new Case(root, random.Next(3) == 0, [.. moves]);
    }

    private static MoveKind Pick(Random random)
    {
        var at = random.Next(Weights.Sum(w => w.Weight));
        foreach (var (weight, kind) in Weights)
            if ((at -= weight) < 0) return kind;
        throw new InvalidOperationException("The weights do not add up.");
    }
}
