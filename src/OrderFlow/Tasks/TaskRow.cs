using OrderFlow.Engine.Execution;

namespace OrderFlow.Tasks;

/// <summary>A task for people. Written by the bursts of its instance only.</summary>
public sealed class TaskRow
{
    public Guid Id { get; set; }
    public Guid InstanceId { get; set; }
    public int BookmarkId { get; set; }
    public string DefinitionId { get; set; } = "";
    public string ActivityId { get; set; } = "";
    public string Title { get; set; } = "";
    public string? Description { get; set; }

    /// <summary>"user:ann" or "role:finance": all who may, or might once, act on it.</summary>
    public string[] Assignees { get; set; } = [];

    public ApprovalMode Mode { get; set; }

    /// <summary>What can be chosen.</summary>
    public string[] Outcomes { get; set; } = [];

    /// <summary>Form data as JSON; null: none.</summary>
    public string? Form { get; set; }

    public TaskState State { get; set; }

    /// <summary>What was chosen; null: open or withdrawn.</summary>
    public string? Outcome { get; set; }

    /// <summary>Who chose; null: open, withdrawn, or the deadline chose.</summary>
    public string? Actor { get; set; }

    public string? Comment { get; set; }

    /// <summary>Null: no deadline.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>The instance's revision when the task changed last.</summary>
    public int Revision { get; set; }
}

/// <summary>The numbers are stored.</summary>
public enum TaskState
{
    Open = 0,
    Completed = 1,

    /// <summary>No longer needed: another branch won, the flow went back, or the instance ended.</summary>
    Withdrawn = 2,
}
