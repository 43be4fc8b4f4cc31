using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances;

/// <summary>A place where an instance waits for something that finds it by name; the others are in its state only.</summary>
public sealed class BookmarkRow
{
    public Guid InstanceId { get; set; }

    /// <summary>The number within the instance.</summary>
    public int BookmarkId { get; set; }

    public BookmarkKind Kind { get; set; }

    /// <summary>Name of the event or task, "METHOD path" of an endpoint.</summary>
    public string Key { get; set; } = "";

    /// <summary>Public id of what it waits for; null: none.</summary>
    public Guid? Reference { get; set; }

    /// <summary>The instance's; null: none.</summary>
    public string? CorrelationId { get; set; }

    public string DefinitionId { get; set; } = "";
    public string ActivityId { get; set; } = "";
}
