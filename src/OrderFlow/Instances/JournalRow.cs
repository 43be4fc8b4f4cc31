namespace OrderFlow.Instances;

/// <summary>What one burst wrote into the journal. The table is partitioned by month of <see cref="At"/>.</summary>
public sealed class JournalRow
{
    public Guid InstanceId { get; set; }

    /// <summary>The instance's revision after the burst: 1, 2, 3 …</summary>
    public int Burst { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The entries in order, as one JSON array; see <see cref="Persistence.PackedJson"/>.</summary>
    public byte[] Entries { get; set; } = [];
}
