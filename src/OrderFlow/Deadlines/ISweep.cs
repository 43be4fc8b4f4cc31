using Npgsql;

namespace OrderFlow.Deadlines;

/// <summary>Work that is found in the database whoever left it undone: done at start and every minute, by any number of hosts at once.</summary>
public interface ISweep
{
    Task SweepAsync(CancellationToken cancel);
}

internal sealed class DeadlineSweep(DueWork due) : ISweep
{
    public Task SweepAsync(CancellationToken cancel) => due.FireDueAsync(cancel);
}

internal sealed class MessageSweep(Instances.MessagePump pump) : ISweep
{
    public Task SweepAsync(CancellationToken cancel) => pump.SweepAsync(cancel);
}

internal sealed class PartitionSweep(Persistence.JournalPartitions partitions, IConfiguration configuration) : ISweep
{
    /// <summary>Months of journal that are kept; without it, all are.</summary>
    private const string KeepMonths = "Journal:KeepMonths";

    public async Task SweepAsync(CancellationToken cancel)
    {
        await partitions.EnsureAsync(cancel);
        if (configuration.GetValue<int?>(KeepMonths) is { } months) await partitions.DropOlderThanAsync(months, cancel);
    }
}

internal sealed class OperationSweep(NpgsqlDataSource database, TimeProvider clock) : ISweep
{
    /// <summary>How long a repetition of a command is known as one.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task SweepAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("DELETE FROM operations WHERE at < $1");
        command.Parameters.Add(Persistence.Parameter.Time(clock.GetUtcNow() - Kept));
        await command.ExecuteNonQueryAsync(cancel);
    }
}
