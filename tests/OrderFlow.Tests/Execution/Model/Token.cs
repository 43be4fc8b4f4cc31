namespace OrderFlow.Tests.Execution.Model;

/// <summary>A run of a step in the reference model: begun and not ended.</summary>
internal sealed class Token(Step step, Token? owner)
{
    public Step Step { get; } = step;
    public Token? Owner { get; } = owner;

    /// <summary>True: waits for somebody outside.</summary>
    public bool IsOpen { get; set; }

    public bool IsFaulted { get; set; }

    /// <summary>Of a flowchart: the followed connections that wait at joins.</summary>
    public List<Wire> Waiting { get; } = [];

    /// <summary>Of a sequence, the next child; of a loop, the rounds begun.</summary>
    public int Next { get; set; }

    /// <summary>Of a task: who has agreed, and whether the director may decide for the others.</summary>
    public HashSet<string> Agreed { get; } = [];

    public bool IsEscalated { get; set; }

    /// <summary>The deadlines that it still has: "Reminder", "Due", "Time".</summary>
    public List<string> Deadlines { get; } = [];

    public bool IsIn(Token other) => this == other || (Owner?.IsIn(other) ?? false);
}

/// <summary>Something that went wrong and is not mended: a failed run, or a join (by name) of a flowchart's run that nothing can fire.</summary>
internal sealed record Trouble(Token Token, string? Join)
{
    /// <summary>True: nothing failed, but the burst came to its limit, with this one next.</summary>
    public bool IsLimit { get; init; }
}
