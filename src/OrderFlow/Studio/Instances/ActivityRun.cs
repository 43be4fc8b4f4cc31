using System.Text.Json;

namespace OrderFlow.Studio.Instances;

/// <summary>One run of one activity from its begin to its end, gathered from journal and state.</summary>
internal sealed class ActivityRun
{
    public required int Id { get; init; }

    /// <summary>The run that owns it; 0: none.</summary>
    public required int ParentId { get; init; }

    /// <summary>The run after which it was scheduled, else its owner; 0: none.</summary>
    public int ScheduledBy { get; set; }

    /// <summary>The activity's key in the compiled workflow.</summary>
    public required string ActivityKey { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null: it has not ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public RunStatus Status { get; set; }

    /// <summary>It waits for something from outside.</summary>
    public bool HasBookmarks { get; set; }

    /// <summary>How often it or anything below it has failed.</summary>
    public int Faults { get; set; }

    /// <summary>Number of runs that led to it, one after the other; 0 for the workflow itself.</summary>
    public int Depth { get; set; }

    /// <summary>The evaluated inputs, by name; undefined: none.</summary>
    public JsonElement Inputs { get; set; }

    /// <summary>What it noted at its end, <c>outputs</c> and <c>outcomes</c>; undefined: nothing.</summary>
    public JsonElement Result { get; set; }

    /// <summary>Why it failed; null: it did not, or has been retried.</summary>
    public string? Fault { get; set; }

    /// <summary>What it notes for itself while it lives; empty once it has ended.</summary>
    public IReadOnlyDictionary<string, JsonElement> Notes { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>Variables of its scope, by id; null: it opens none, or has ended.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Variables { get; set; }
}

/// <summary>Elsa's words for the state of a run.</summary>
internal enum RunStatus
{
    Running,
    Completed,
    Canceled,
    Faulted,
}
