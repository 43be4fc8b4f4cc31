using System.Globalization;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>A random definition and what is done to one instance of it.</summary>
/// <param name="Continues">The incident strategy: true for ContinueWithIncidents.</param>
internal sealed record Case(Step Root, bool Continues, IReadOnlyList<Move> Moves)
{
    public override string ToString() =>
        $"\n{Root}{(Continues ? "continues with incidents\n" : "")}{string.Join("\n", Moves.Select((m, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {m}")))}\n";
}

/// <summary>One thing done to the instance. The numbers choose among what there is at that moment, whatever that is.</summary>
internal sealed record Move(MoveKind Kind, int Which = 0, int How = 0)
{
    public override string ToString() => $"{Kind}({Which}, {How})";
}

internal enum MoveKind
{
    /// <summary>Answers the which-th waiting place; of a task, <see cref="Move.How"/> is who and what.</summary>
    Answer,

    /// <summary>Fires the which-th deadline.</summary>
    Fire,

    /// <summary>Fires the which-th deadline before its time.</summary>
    FireEarly,

    /// <summary>Goes back to the which-th activity of the definition.</summary>
    Return,

    /// <summary>Cancels the which-th run, the workflow itself being the first.</summary>
    Cancel,

    /// <summary>Runs the which-th activity of the definition once more.</summary>
    Schedule,

    /// <summary>Does again what was done before and can be done only once.</summary>
    Repeat,
    Hold,
    Release,

    /// <summary>Makes what failed work from now on.</summary>
    Mend,

    /// <summary>Retries the which-th open incident; all when <see cref="Move.How"/> is even.</summary>
    Retry,
    CancelAll,
}
