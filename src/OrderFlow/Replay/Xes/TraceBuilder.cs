namespace OrderFlow.Replay.Xes;

/// <summary>A case while it is read: counts its size and notes what is wrong with it.</summary>
internal sealed class TraceBuilder(int number, int line, int column, XesLimits limits)
{
    private readonly Dictionary<string, LogValue> attributes = new(StringComparer.Ordinal);
    private readonly List<LogEvent> events = [];
    private readonly List<LogFault> faults = [];
    private long characters;
    private bool isTooLarge;

    public string? Name => attributes.TextOf("concept:name");

    public void Add(KeyValuePair<string, LogValue> attribute) => attributes.TryAdd(attribute.Key, attribute.Value);

    public bool HasRoomFor(string key, string text)
    {
        characters += key.Length + text.Length;
        if (characters > limits.CharactersPerCase)
            TooLarge($"The case has more than {limits.CharactersPerCase} characters.");
        return !isTooLarge;
    }

    public void AddEvent(int atLine, int atColumn, Dictionary<string, LogValue> values)
    {
        if (events.Count == limits.EventsPerCase)
            TooLarge($"The case has more than {limits.EventsPerCase} events.");
        if (isTooLarge)
            return;
        DateTimeOffset? time = values.TextOf("time:timestamp") is { } text && LogTime.TryParse(text, out var parsed) ? parsed : null;
        events.Add(new LogEvent { Number = events.Count + 1, Line = atLine, Column = atColumn, Attributes = values, Time = time });
    }

    public LogCase Build()
    {
        // An unread rest would make the last event kept look like the end of the case, so the other findings say nothing.
        if (!isTooLarge)
            FindFaults();
        return new LogCase { Number = number, Line = line, Column = column, Attributes = attributes, Events = events, Faults = faults };
    }

    private void FindFaults()
    {
        if (Name is null)
            Fault(LogFaultKind.NoCaseName, line, column, $"Trace {number} has no concept:name.");
        if (events.Count == 0)
            Fault(LogFaultKind.NoEvents, line, column, "The case has no events.");
        LogEvent? before = null;
        foreach (var current in events)
        {
            if (current.Name is null)
                Fault(LogFaultKind.NoEventName, current, "has no concept:name");
            if (current.Time is null)
                FaultTime(current);
            else if (before is not null && current.Time < before.Time)
                Fault(LogFaultKind.OutOfOrder, current, $"happened at {current.Time:O}, before event {before.Number} ({before.Time:O})");
            before = current.Time is null ? before : current;
        }
    }

    private void FaultTime(LogEvent at)
    {
        if (at.Attributes.TextOf("time:timestamp") is { } text)
            Fault(LogFaultKind.BadTime, at, $"has the time '{text}', which is no time from 1900 to 2200");
        else
            Fault(LogFaultKind.NoTime, at, "has no time:timestamp");
    }

    private void TooLarge(string message)
    {
        if (!isTooLarge)
            Fault(LogFaultKind.TooLarge, line, column, message);
        isTooLarge = true;
    }

    private void Fault(LogFaultKind kind, LogEvent at, string what) =>
        Fault(kind, at.Line, at.Column, $"Event {at.Number} ('{at.Name ?? "?"}') {what}.");

    private void Fault(LogFaultKind kind, int atLine, int atColumn, string message)
    {
        if (faults.Count(fault => fault.Kind == kind) < limits.FaultsOfAKind)
            faults.Add(new LogFault(kind, atLine, atColumn, message));
    }
}
