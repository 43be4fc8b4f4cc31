using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>The way to come, if everybody agrees and takes all the time there is.</summary>
/// <param name="Steps">In the order in which they open.</param>
/// <param name="Stops">What it waits for where it cannot be foreseen further. Empty: foreseen to the end.</param>
public sealed record Route(IReadOnlyList<RouteStep> Steps, IReadOnlyList<RouteStop> Stops);

/// <summary>One approval on the way.</summary>
/// <param name="Activity">Key of its activity.</param>
/// <param name="Name">What people read on the canvas.</param>
/// <param name="OpensAt">At the latest.</param>
/// <param name="DueAt">By when it is decided; null: it has no deadline.</param>
/// <param name="Outcome">Null: people decide; else it is passed by a rule with this outcome.</param>
public sealed record RouteStep(string Activity, string Name, ApprovalMode Mode, IReadOnlyList<RouteSeat> Seats, DateTimeOffset OpensAt, DateTimeOffset? DueAt, string? Outcome);

/// <param name="Entry">"user:ann", "role:finance".</param>
/// <param name="Reason">Why theirs; null: it was opened before reasons were kept.</param>
/// <param name="IsPassed">Counted as agreeing without being asked.</param>
public sealed record RouteSeat(string Entry, SeatReason? Reason, int Weight, bool IsPassed);

/// <summary>Where the way cannot be foreseen further.</summary>
/// <param name="Activity">Key; null: the instance as a whole.</param>
public sealed record RouteStop(RouteStopKind Kind, string? Activity, string? Name, string? Detail);

/// <summary>Why the way cannot be foreseen further.</summary>
public enum RouteStopKind
{
    /// <summary>It waits for something from outside: an event, an answer, another workflow.</summary>
    Waits,

    /// <summary>An activity failed; the detail says how.</summary>
    Fails,

    /// <summary>Nobody may decide there; the detail says why.</summary>
    Nobody,

    /// <summary>It goes round and round.</summary>
    TooLong,

    /// <summary>It would not start, or go on; the detail says why.</summary>
    Refused,
}
