using System.Text.Json.Serialization;

namespace OrderFlow.Engine.Approvals;

/// <summary>One vote at a task. Its holder may change; the seat stays.</summary>
public sealed record Seat
{
    /// <summary>1, 2, 3 … within the task.</summary>
    public int Id { get; init; }

    /// <summary>Who holds it: "user:ann", or "role:finance" for anybody who has the role.</summary>
    public string Entry { get; init; } = "";

    /// <summary>1 or more; counts in votes.</summary>
    public int Weight { get; init; }

    /// <summary>Of a vote: its refusal refuses the task.</summary>
    public bool HasVeto { get; init; }

    /// <summary>The group of added signers that it belongs to; 0: one of the task's own.</summary>
    public int Group { get; init; }

    public SeatState State { get; init; }

    /// <summary>Why it is theirs. Null: opened before reasons were kept.</summary>
    public SeatReason? Reason { get; init; }

    /// <summary>The person of the role who has taken it; null: free.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Null: not delegated.</summary>
    public Delegation? Delegation { get; init; }

    /// <summary>Null: undecided, or passed by a rule.</summary>
    public SeatDecision? Decision { get; init; }

    /// <summary>Who held it or gave an opinion before, the first first.</summary>
    public IReadOnlyList<Holding> Trail { get; init; } = [];

    /// <summary>Who has it now: the person who claimed it, or the entry.</summary>
    [JsonIgnore]
    public string Holder => ClaimedBy is { } person ? Entries.User(person) : Entry;

    /// <summary>Who must do something next: the delegate, or the holder.</summary>
    [JsonIgnore]
    public string Turn => Delegation?.To ?? Holder;

    [JsonIgnore]
    public bool IsUndecided => State is SeatState.Waiting or SeatState.Active or SeatState.Closed;
}

/// <summary>Where a seat stands.</summary>
public enum SeatState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>It may decide now.</summary>
    Active,

    Decided,

    /// <summary>Counted as agreeing by a rule: the holder started it, or has agreed before.</summary>
    Skipped,

    /// <summary>Taken out by a person; it counts for nothing.</summary>
    Removed,

    /// <summary>Not needed any more: the result is there, or its group's.</summary>
    Closed,
}

/// <summary>A request for somebody's opinion; the holder decides after it.</summary>
public sealed record Delegation(string To, string By, DateTimeOffset At);

/// <summary>What was decided at a seat.</summary>
/// <param name="Number">Grows within the task: tells which decision came first.</param>
/// <param name="OnBehalfOf">The person in whose place it was done; null: own.</param>
public sealed record SeatDecision(string Outcome, string By, string? OnBehalfOf, DateTimeOffset At, int Number);

/// <summary>Somebody who was concerned with a seat before.</summary>
/// <param name="Comment">Why, or the opinion given.</param>
public sealed record Holding(string Entry, HoldingEnd End, string By, DateTimeOffset At, string? Comment);

/// <summary>How a seat left somebody.</summary>
public enum HoldingEnd
{
    Transferred,
    HandedOver,
    Released,

    /// <summary>A delegate gave an opinion.</summary>
    Opined,

    /// <summary>The holder took a delegation back.</summary>
    Recalled,

    /// <summary>The holder took a decision back.</summary>
    TakenBack,
}
