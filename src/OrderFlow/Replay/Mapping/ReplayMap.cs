namespace OrderFlow.Replay.Mapping;

/// <summary>
/// Says what the events of a log mean to a workflow definition. Written by a process owner as a JSON file:
/// <code>
/// {
///   "description": "…",                          free text; also allowed in every rule
///   "order": "asWritten",                        or "byTime"; see <see cref="EventOrder"/>
///   "unknownEvents": "fail",                     or "deviate", "ignore"; see <see cref="UnknownEvents"/>
///   "case":  { "correlationId": …, "name": …, "inputs": { "Amount": … } },     see <see cref="CaseMap"/>
///   "actor": { "user": …, "roles": … },                                        see <see cref="ActorMap"/>
///   "events": [ { "event": "Approved", "do": "complete", … } ],                see <see cref="EventRule"/>
///   "ends":   [ { "lastEvent": "Paid", "status": "finished", … } ]             see <see cref="EndRule"/>
/// }
/// </code>
/// Each … is a value taken from the log, see <see cref="ValueSource"/>. Comments and trailing commas are allowed.
/// </summary>
public sealed record ReplayMap
{
    public string? Description { get; init; }
    public EventOrder Order { get; init; }
    public UnknownEvents UnknownEvents { get; init; }
    public CaseMap Case { get; init; } = new();
    public ActorMap Actor { get; init; } = new();

    /// <summary>Asked from top to bottom; the first that fits an event decides. Never empty.</summary>
    public required IReadOnlyList<EventRule> Events { get; init; }

    /// <summary>What the log says of a case's final state, by its last event. Empty: only the order of events is judged.</summary>
    public IReadOnlyList<EndRule> Ends { get; init; } = [];
}

/// <summary>How the events of a case are put in order.</summary>
public enum EventOrder
{
    /// <summary>As the log has them; a case whose times go backwards cannot be played.</summary>
    AsWritten,

    /// <summary>By their times; events of the same moment stay as the log has them.</summary>
    ByTime,
}

/// <summary>What an event does for which no rule fits.</summary>
public enum UnknownEvents
{
    /// <summary>The case cannot be judged: it counts as failed.</summary>
    Fail,

    /// <summary>The case deviates at this event: the definition does not provide for it.</summary>
    Deviate,

    /// <summary>As if it were not in the log.</summary>
    Ignore,
}

/// <summary>What an instance is started with. Event attributes are those of the event that starts it.</summary>
public sealed record CaseMap
{
    /// <summary>Null: the case's name in the log.</summary>
    public ValueSource? CorrelationId { get; init; }

    /// <summary>The instance's name. Null: the definition names it, or nobody.</summary>
    public ValueSource? Name { get; init; }

    /// <summary>By the names of the definition's inputs.</summary>
    public IReadOnlyDictionary<string, ValueSource> Inputs { get; init; } = new Dictionary<string, ValueSource>();
}

/// <summary>Who acts, as event attributes tell it.</summary>
public sealed record ActorMap
{
    /// <summary>The user name. Null: nobody is named; allowed only when no event completes a task.</summary>
    public ValueSource? User { get; init; }

    /// <summary>A role's name, or an array of them. Null: the user has no roles.</summary>
    public ValueSource? Roles { get; init; }
}
