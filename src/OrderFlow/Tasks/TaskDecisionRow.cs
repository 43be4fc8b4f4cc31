namespace OrderFlow.Tasks;

/// <summary>What one person decided on a task.</summary>
public sealed class TaskDecisionRow
{
    public Guid TaskId { get; set; }

    /// <summary>The instance's revision after the decision.</summary>
    public int Revision { get; set; }

    public Guid InstanceId { get; set; }
    public string Actor { get; set; } = "";
    public string Outcome { get; set; } = "";
    public string? Comment { get; set; }

    /// <summary>What was filled in, as JSON; null: nothing.</summary>
    public string? FormData { get; set; }

    public DateTimeOffset At { get; set; }
}
