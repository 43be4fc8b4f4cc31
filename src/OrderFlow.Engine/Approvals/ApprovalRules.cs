using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>How a task is decided. Frozen when it opens.</summary>
public sealed record ApprovalRules
{
    public ApprovalMode Mode { get; init; }

    /// <summary>What can be chosen. The first agrees; every other refuses.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    public RefusalPolicy OnRefusal { get; init; }

    /// <summary>Of a vote: the share of all weights that must agree, in percent, over 0 to 100. Null: more than half.</summary>
    public decimal? PassShare { get; init; }

    /// <summary>Of a vote: how many must have voted before it can pass. 0: no matter.</summary>
    public int Quorum { get; init; }

    public CommentRule Comment { get; init; }

    /// <summary>The pause between two urgings of the same task. Zero: as often as one likes.</summary>
    public TimeSpan UrgeEvery { get; init; }

    /// <summary>Its deadlines stand still while a question waits for its answer.</summary>
    public bool PausesWhileAsking { get; init; }

    /// <summary>Where a refusal leads that returns: "Previous", "Initiator", or an activity. Null: see <see cref="OnRefusal"/>.</summary>
    public string? ReturnTo { get; init; }

    public AfterReturn AfterReturn { get; init; }

    public bool Agrees(string outcome) => Outcomes.Count > 0 && outcome == Outcomes[0];
}

/// <summary>What a refusal does to the task.</summary>
public enum RefusalPolicy
{
    /// <summary>It ends the task as soon as agreement is out of reach.</summary>
    End,

    /// <summary>The others are asked all the same; what comes of it is counted at the end. With Any, another may still agree.</summary>
    GoOn,

    /// <summary>Like End, but the flow goes back instead of on.</summary>
    Return,
}

/// <summary>When a decision must be accompanied by words.</summary>
public enum CommentRule
{
    Never,
    Refusal,
    Always,
}

/// <summary>What happens when the task that it was returned to has been done.</summary>
public enum AfterReturn
{
    /// <summary>Everybody on the way is asked again.</summary>
    StepByStep,

    /// <summary>Whoever agreed before the return is not asked again, unless a protected field has changed: it comes straight back to who returned it.</summary>
    StraightBack,
}
