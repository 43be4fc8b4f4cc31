namespace OrderFlow.Instances;

/// <summary>Which instance is meant.</summary>
public abstract record InstanceTarget
{
    private InstanceTarget() { }

    public sealed record ById(Guid InstanceId) : InstanceTarget;

    /// <summary>The one that a task belongs to.</summary>
    public sealed record ByTask(Guid TaskId) : InstanceTarget;

    /// <summary>The one that a deadline wakes.</summary>
    public sealed record ByDeadline(Guid DeadlineId) : InstanceTarget;

    /// <summary>The one with a bookmark that waits under this public id (the task id of a RunTask).</summary>
    public sealed record ByReference(Guid Reference) : InstanceTarget;
}

/// <summary>What the caller saw, and how to know a repetition of the command.</summary>
public sealed record Expectation
{
    public static Expectation None { get; } = new();

    /// <summary>The instance's revision that the caller saw; another is a conflict. Null: any.</summary>
    public int? Revision { get; init; }

    /// <summary>The task's revision that the caller saw, when the target is a task; another is a conflict. Null: any.</summary>
    public int? TaskRevision { get; init; }

    /// <summary>Repeated with it, the command gives the same answer; another command under it is a conflict. Null: no protection.</summary>
    public Guid? OperationId { get; init; }
}
