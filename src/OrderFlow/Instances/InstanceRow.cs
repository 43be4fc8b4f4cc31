using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances;

/// <summary>
/// One workflow instance. The columns beside <see cref="State"/> repeat what lists and look-ups need of it; only
/// <see cref="InstanceRunner"/> writes any of them.
/// </summary>
public sealed class InstanceRow
{
    /// <summary>Version 7: grows with the time of creation.</summary>
    public Guid Id { get; set; }

    public string DefinitionId { get; set; } = "";
    public string DefinitionVersionId { get; set; } = "";
    public int Version { get; set; }
    public WorkflowStatus Status { get; set; }
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>True: an operator stopped it; stimuli are refused until it is taken up again.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The business number by which events find it; null: none.</summary>
    public string? CorrelationId { get; set; }

    public string? Name { get; set; }

    /// <summary>The instance that started it; null: none.</summary>
    public Guid? ParentInstanceId { get; set; }

    /// <summary>The bookmark with which the parent waits for it; null: nobody waits.</summary>
    public int? ParentBookmarkId { get; set; }

    /// <summary>Number of bursts so far.</summary>
    public int Revision { get; set; }

    /// <summary>Open ones; resolved ones are in the state only.</summary>
    public int IncidentCount { get; set; }

    /// <summary>The engine's state; see <see cref="Persistence.PackedJson"/>.</summary>
    public byte[] State { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}
