using OrderFlow.Engine.Execution;

namespace OrderFlow.Deadlines;

/// <summary>
/// A moment at which an instance must be woken, or one started by a Timer, Cron or StartAt trigger. Only pending ones are
/// here: the burst that a deadline makes removes it.
/// </summary>
public sealed class DeadlineRow
{
    public Guid Id { get; set; }

    /// <summary>Null: it starts an instance.</summary>
    public Guid? InstanceId { get; set; }

    /// <summary>Null: it starts an instance.</summary>
    public int? BookmarkId { get; set; }

    public DeadlineKind Kind { get; set; }
    public DateTimeOffset DueAt { get; set; }

    /// <summary>A host works on it until then; if it is still here after that, any host may take it. Null: nobody does.</summary>
    public DateTimeOffset? TakenUntil { get; set; }

    /// <summary>The published version that a trigger starts; null: it wakes an instance.</summary>
    public string? DefinitionVersionId { get; set; }

    /// <summary>The trigger; null: it wakes an instance.</summary>
    public string? ActivityId { get; set; }
}
