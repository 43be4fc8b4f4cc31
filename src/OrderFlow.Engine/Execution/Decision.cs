using System.Text.Json;

namespace OrderFlow.Engine.Execution;

/// <summary>The engine's answer to a stimulus: a <see cref="Burst"/> or a <see cref="Refused"/>.</summary>
public abstract record Decision;

/// <summary>What changes. The state given to the engine is left as it was.</summary>
public sealed record Burst(InstanceState State, IReadOnlyList<JournalEntry> Journal, IReadOnlyList<Effect> Effects) : Decision
{
    /// <summary>The state as <see cref="StateJson"/> writes it: already made to hold it against the limit.</summary>
    public required byte[] StoredState { get; init; }
}

/// <summary>Nothing changes, and why.</summary>
/// <param name="Reason">What was expected, of which id, and what was found. Its format is the same whatever the values, so that it can be said in another language.</param>
public sealed record Refused(Refusal Kind, FormattableString Reason) : Decision
{
    public string Message => FormattableString.Invariant(Reason);
}

/// <summary>Why a stimulus is refused.</summary>
public enum Refusal
{
    /// <summary>No such task, bookmark, activity, incident.</summary>
    NotFound,

    /// <summary>This person may not do it.</summary>
    NotAllowed,

    /// <summary>It was open once and is not any more, or the instance is over or held.</summary>
    NotOpen,

    /// <summary>The values given do not fit.</summary>
    Invalid,

    /// <summary>It was done a short while ago and can be done again later.</summary>
    TooSoon,
}

/// <summary>One line of the instance's journal (Elsa's execution log).</summary>
public sealed record JournalEntry
{
    /// <summary>1, 2, 3 … within the instance.</summary>
    public int Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The run that it is about; 1 = the workflow itself.</summary>
    public int ExecutionId { get; init; }

    /// <summary>0: none.</summary>
    public int ParentExecutionId { get; init; }

    /// <summary>The run after which this one was scheduled; only on Started; 0: none.</summary>
    public int ScheduledBy { get; init; }

    public string ActivityId { get; init; } = "";
    public JournalEvent Event { get; init; }
    public string? Message { get; init; }

    /// <summary>Who; null: the system.</summary>
    public string? Actor { get; init; }

    /// <summary>Evaluated inputs (on Started), outputs (on Completed), what failed (on Faulted), the values of a remark; undefined: none.</summary>
    public JsonElement Data { get; init; }
}

public enum JournalEvent
{
    Started,
    Suspended,
    Resumed,
    Completed,
    Canceled,
    Faulted,

    /// <summary>A line written by WriteLine or by the engine about itself; the text is the message.</summary>
    Note,

    /// <summary>Something that a person did: decided, held, returned, retried, changed a variable.</summary>
    Action,
}
