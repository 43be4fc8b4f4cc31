namespace OrderFlow.Engine.Approvals;

/// <summary>One step of reminding and escalating, with a deadline of its own. It looks at the task when it fires.</summary>
public sealed record LadderStep
{
    /// <summary>Counted from the due moment; negative: before it.</summary>
    public TimeSpan Offset { get; init; }

    public LadderAction Action { get; init; }

    /// <summary>Whom it reminds or escalates to: "assignees", "manager", "head", "user:x", "role:x". Empty: the assignees.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Of <see cref="LadderAction.Outcome"/>: which.</summary>
    public string? Outcome { get; init; }

    public LadderCondition When { get; init; }

    /// <summary>The pause between repetitions; null: once.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>How often in all; 0: once.</summary>
    public int AtMost { get; init; }

    /// <summary>How often it has fired.</summary>
    public int Fired { get; init; }

    /// <summary>It stands for an input of before there were steps; its mail says "time is up".</summary>
    public bool IsDue { get; init; }
}

/// <summary>What a step does.</summary>
public enum LadderAction
{
    /// <summary>Nothing but a line in the journal.</summary>
    Note,

    Remind,

    /// <summary>Others may decide too, in the place of all who have not.</summary>
    Escalate,

    /// <summary>The task ends with an outcome.</summary>
    Outcome,

    /// <summary>The votes that were cast by then decide.</summary>
    Count,
}

/// <summary>What must hold of the task for a step to act.</summary>
public enum LadderCondition
{
    Always,

    /// <summary>A seat of a role that nobody has claimed still waits.</summary>
    Unclaimed,

    /// <summary>Nobody has decided at all.</summary>
    Undecided,
}
