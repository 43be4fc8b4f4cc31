using OrderFlow.Replay.Xes;

namespace OrderFlow.Replay.Mapping;

/// <summary>
/// What one kind of event means. A rule with <see cref="MapToStart"/> fits only before the case has started, one with
/// <see cref="MapToNothing"/> always, any other only afterwards; so a first and a second "Submitted" can mean two things.
/// </summary>
/// <param name="Events">"event": a name (concept:name), or an array of them. Case matters.</param>
/// <param name="When">"when": null: always.</param>
/// <param name="Action">"do", and what belongs to it.</param>
public sealed record EventRule(IReadOnlyList<string> Events, EventCondition? When, MappedAction Action);

/// <summary>Further conditions; all that are given must hold.</summary>
public sealed record EventCondition
{
    /// <summary>
    /// "next": the case's next event has one of these names; events that are ignored whatever their neighbours do not count. For choices
    /// that a log does not record but its next event betrays. Null: any, or none.
    /// </summary>
    public IReadOnlyList<string>? Next { get; init; }

    /// <summary>"previous": likewise for the event before. Null: any, or none.</summary>
    public IReadOnlyList<string>? Previous { get; init; }

    /// <summary>"attributes": each named attribute of the event has one of these texts, e.g. { "lifecycle:transition": ["complete"] }.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>True: it asks for nothing but the event itself.</summary>
    public bool IsOfEventAlone => Next is null && Previous is null;

    /// <param name="previous">Null: the event is the case's first.</param>
    /// <param name="next">Null: the event is the case's last.</param>
    public bool Holds(LogEvent at, LogEvent? previous, LogEvent? next) =>
        Names(Next, next) && Names(Previous, previous)
        && Attributes.All(wanted => at.Attributes.TextOf(wanted.Key) is { } text && wanted.Value.Contains(text, StringComparer.Ordinal));

    private static bool Names(IReadOnlyList<string>? names, LogEvent? neighbour) =>
        names is null || (neighbour?.Name is { } name && names.Contains(name, StringComparer.Ordinal));
}

/// <summary>What an event does to the case's instance.</summary>
public abstract record MappedAction;

/// <summary>"do": "start". An instance of the definition starts, with the inputs of <see cref="CaseMap"/>.</summary>
public sealed record MapToStart : MappedAction;

/// <summary>"do": "complete". A person completes an open task.</summary>
/// <param name="Task">"task": id or name of the task's activity.</param>
/// <param name="Outcome">"outcome": one of those that the task offers.</param>
/// <param name="Comment">"comment": null: none.</param>
/// <param name="Form">"form": what the person fills in, by field. Null: nothing.</param>
public sealed record MapToOutcome(string Task, string Outcome, ValueSource? Comment, IReadOnlyDictionary<string, ValueSource>? Form) : MappedAction;

/// <summary>"do": "publish". An event for which the instance waits (Elsa.Event).</summary>
/// <param name="Name">"name": the event's name in the definition.</param>
/// <param name="Payload">"payload": by member. Null: none.</param>
public sealed record MapToEvent(string Name, IReadOnlyDictionary<string, ValueSource>? Payload) : MappedAction;

/// <summary>"do": "cancel". The instance is cancelled from outside.</summary>
public sealed record MapToCancel : MappedAction;

/// <summary>"do": "ignore". As if the event were not in the log.</summary>
public sealed record MapToNothing : MappedAction;
