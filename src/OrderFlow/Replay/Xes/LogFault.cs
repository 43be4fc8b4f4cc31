namespace OrderFlow.Replay.Xes;

/// <summary>Something wrong with the data of one case. The other cases of the log are not touched by it.</summary>
/// <param name="Kind">For those who tell faults apart.</param>
/// <param name="Line">The event that it is about, or the trace; the first line is 1.</param>
/// <param name="Column">The first column is 1.</param>
/// <param name="Message">One sentence with the values found.</param>
public sealed record LogFault(LogFaultKind Kind, int Line, int Column, string Message);

public enum LogFaultKind
{
    /// <summary>The trace has no concept:name.</summary>
    NoCaseName,

    /// <summary>The trace has no event.</summary>
    NoEvents,

    /// <summary>An event has no concept:name.</summary>
    NoEventName,

    /// <summary>An event has no time:timestamp.</summary>
    NoTime,

    /// <summary>An event's time:timestamp is no time, or one outside of 1900 to 2200.</summary>
    BadTime,

    /// <summary>An event is older than the one written before it.</summary>
    OutOfOrder,

    /// <summary>The trace is larger than the reader's limits; what goes beyond them was left out.</summary>
    TooLarge,
}
