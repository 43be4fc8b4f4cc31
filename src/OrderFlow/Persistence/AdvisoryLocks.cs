namespace OrderFlow.Persistence;

/// <summary>Locks of the database that belong to no row. Those with names are made of text inside the database: see the migrations.</summary>
internal static class AdvisoryLocks
{
    /// <summary>Held while the schema is changed.</summary>
    public const long Migration = 0x4F52_4452_0001;

    /// <summary>Held while the files of <c>workflows/</c> are published.</summary>
    public const long PublishFiles = 0x4F52_4452_0002;

    /// <summary>Held while the journal's partitions are made or dropped.</summary>
    public const long JournalPartitions = 0x4F52_4452_0003;
}
