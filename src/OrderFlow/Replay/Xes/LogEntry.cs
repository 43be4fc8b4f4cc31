namespace OrderFlow.Replay.Xes;

/// <summary>What reading an event log yields, in the log's order: a <see cref="LogCase"/>, or once, as the last, a <see cref="LogBreak"/>.</summary>
public abstract record LogEntry
{
    /// <summary>Where it begins in the (unpacked) file; the first line is 1. For a break: where it was noticed.</summary>
    public required int Line { get; init; }

    /// <summary>The first column is 1.</summary>
    public required int Column { get; init; }
}

/// <summary>One trace of the log: what happened to one contract, declaration, order.</summary>
public sealed record LogCase : LogEntry
{
    /// <summary>1 for the first trace of the log.</summary>
    public required int Number { get; init; }

    /// <summary>The trace's concept:name; null: it has none, and <see cref="Faults"/> says so.</summary>
    public string? Name => Attributes.TextOf("concept:name");

    public required IReadOnlyDictionary<string, LogValue> Attributes { get; init; }

    /// <summary>As written; not sorted.</summary>
    public required IReadOnlyList<LogEvent> Events { get; init; }

    /// <summary>What is wrong with the data of this case. Empty: it can be played.</summary>
    public required IReadOnlyList<LogFault> Faults { get; init; }
}

/// <summary>The XML cannot be read any further. All cases before it have been delivered; no entry follows.</summary>
/// <param name="Reason">One sentence.</param>
/// <param name="CaseName">The name of the case inside which the log breaks, if it was read already; null: none, or between cases.</param>
public sealed record LogBreak(string Reason, string? CaseName) : LogEntry;

/// <summary>One event of a case.</summary>
public sealed record LogEvent
{
    /// <summary>1 for the first event of its case, as written.</summary>
    public required int Number { get; init; }

    public required int Line { get; init; }
    public required int Column { get; init; }

    public required IReadOnlyDictionary<string, LogValue> Attributes { get; init; }

    /// <summary>time:timestamp in UTC; a time without an offset is taken as UTC. Null: missing or unreadable.</summary>
    public required DateTimeOffset? Time { get; init; }

    /// <summary>concept:name; null: missing.</summary>
    public string? Name => Attributes.TextOf("concept:name");

    /// <summary>org:resource, the person or machine; null: missing.</summary>
    public string? Resource => Attributes.TextOf("org:resource");

    /// <summary>org:role; null: missing.</summary>
    public string? Role => Attributes.TextOf("org:role");

    /// <summary>lifecycle:transition, such as "start" or "complete"; null: missing.</summary>
    public string? Lifecycle => Attributes.TextOf("lifecycle:transition");
}
