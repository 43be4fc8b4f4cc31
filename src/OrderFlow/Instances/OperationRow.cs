namespace OrderFlow.Instances;

/// <summary>A command that was carried out, so that its repetition gives the same answer.</summary>
public sealed class OperationRow
{
    /// <summary>Chosen by the caller.</summary>
    public Guid OperationId { get; set; }

    /// <summary>Null: about no single instance.</summary>
    public Guid? InstanceId { get; set; }

    /// <summary>SHA-256 of the command; another under the same id is a conflict.</summary>
    public byte[] RequestHash { get; set; } = [];

    /// <summary>The answer, as JSON; see <see cref="Persistence.PackedJson"/>.</summary>
    public byte[] Response { get; set; } = [];

    public DateTimeOffset At { get; set; }
}
