namespace OrderFlow.Tasks;

/// <summary>
/// An open task on the list of a person or role. Removed when the task is closed or this assignee has decided, so that
/// "my open tasks" reads one index and nothing else.
/// </summary>
public sealed class TaskAssigneeRow
{
    /// <summary>"user:ann" or "role:finance".</summary>
    public string Assignee { get; set; } = "";

    public Guid TaskId { get; set; }
}
