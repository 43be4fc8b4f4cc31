namespace OrderFlow.Replay;

/// <summary>What came of playing one case.</summary>
/// <param name="Number">The case's place in the log; 1 for the first.</param>
/// <param name="Name">The case's name in the log; "" when it has none.</param>
/// <param name="EventNumber">Where it deviates, 1 for the case's first event; null: it does not, or in its end.</param>
/// <param name="EventName">Its name; null as <paramref name="EventNumber"/>.</param>
/// <param name="Reason">Null: it conforms.</param>
public sealed record CaseVerdict(int Number, string Name, Verdict Kind, int? EventNumber, string? EventName, string? Reason);

/// <summary>The numbers are stored.</summary>
public enum Verdict
{
    /// <summary>Every event could be played, and the case stands where the mapping says.</summary>
    Conforming = 0,

    /// <summary>The definition does not allow an event, or the case ends in another state.</summary>
    Deviating = 1,

    /// <summary>The log's data cannot be played.</summary>
    Failed = 2,
}
