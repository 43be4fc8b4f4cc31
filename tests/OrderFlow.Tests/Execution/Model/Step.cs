using System.Globalization;
using System.Text;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>One activity of a random definition, with those inside it.</summary>
internal sealed record Step(string Name, StepKind Kind)
{
    /// <summary>How many: people of a task, branches of a fork, rounds of a loop.</summary>
    public int Count { get; init; }

    /// <summary>A decision's answer; "all must decide"; "the first branch is enough".</summary>
    public bool Flag { get; init; }

    /// <summary>A join's mode; what a task does when time is up. Null: none.</summary>
    public string? Mode { get; init; }

    public MergeMode? Merge { get; init; }

    /// <summary>Where a return goes back to.</summary>
    public string? Target { get; init; }

    public IReadOnlyList<Step> Children { get; init; } = [];
    public IReadOnlyList<Wire> Wires { get; init; } = [];

    public bool IsTerminal => Kind is StepKind.End or StepKind.Return;

    /// <summary>The outcomes that it can be left by.</summary>
    public IReadOnlyList<string> Ports => Kind switch
    {
        StepKind.Task => ["Approve", "Reject"],
        StepKind.Decision => ["True", "False"],
        StepKind.Split => Branches,
        StepKind.Line or StepKind.Event or StepKind.Delay or StepKind.Flaky or StepKind.Join or StepKind.End or StepKind.Return
            or StepKind.Sequence or StepKind.Chart or StepKind.Fork or StepKind.Each or StepKind.Rounds => ["Done"],
    };

    public IReadOnlyList<string> Branches => ["A", "B", "C", "D"];

    /// <summary>It and everything inside it.</summary>
    public IEnumerable<Step> All => Children.SelectMany(c => c.All).Prepend(this);

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, "");
        return text.ToString();
    }

    private void Write(StringBuilder text, string indent)
    {
        text.Append(CultureInfo.InvariantCulture, $"{indent}{Name}: {Kind}");
        if (Count > 0) text.Append(CultureInfo.InvariantCulture, $" x{Count}");
        if (Kind is StepKind.Decision or StepKind.Task or StepKind.Fork) text.Append(Flag ? " yes" : " no");
        if (Mode is not null) text.Append(CultureInfo.InvariantCulture, $" {Mode}");
        if (Merge is not null) text.Append(CultureInfo.InvariantCulture, $" merge={Merge}");
        if (Target is not null) text.Append(CultureInfo.InvariantCulture, $" to {Target}");
        text.AppendLine();
        foreach (var child in Children) child.Write(text, indent + "  ");
        foreach (var wire in Wires) text.AppendLine(CultureInfo.InvariantCulture, $"{indent}  {wire}");
    }
}

internal sealed record Wire(string From, string Port, string To)
{
    public override string ToString() => $"{From}:{Port} -> {To}";
}

internal enum StepKind
{
    /// <summary>Done at once.</summary>
    Line,
    Event,
    Delay,
    Task,

    /// <summary>Fails until the instance's variable is mended.</summary>
    Flaky,

    /// <summary>A flowchart's fork: all its ports at once.</summary>
    Split,
    Decision,
    Join,
    End,
    Return,
    Sequence,
    Chart,

    /// <summary>A container that runs its children at once.</summary>
    Fork,

    /// <summary>A body for all items at once.</summary>
    Each,

    /// <summary>A body, one round after the other.</summary>
    Rounds,
}
