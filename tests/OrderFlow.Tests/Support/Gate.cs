using Npgsql;

namespace OrderFlow.Tests.Support;

/// <summary>
/// Something locked in the database in front of which racers gather. Without it they come one after the other on a machine of few
/// cores, and a race test passes without the lock that it is about.
/// </summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private Gate(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    /// <summary>In front of an instance: whoever locks it waits, and whoever only reads it waits when he writes.</summary>
    public static Task<Gate> OfInstanceAsync(TestStore store, Guid id) => CloseAsync(store, $"SELECT 1 FROM instances WHERE id = '{id}' FOR UPDATE");

    /// <summary>In front of whoever writes a table; readers pass.</summary>
    public static Task<Gate> OfWritersAsync(TestStore store, string table) => CloseAsync(store, $"LOCK TABLE {table} IN SHARE MODE");

    /// <summary>In front of a table.</summary>
    public static Task<Gate> OfTableAsync(TestStore store, string table) => CloseAsync(store, $"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");

    /// <summary>Lets the racers go when so many of them wait, or have come back because another had been faster.</summary>
    /// <param name="waiting">Null: all.</param>
    public async Task<T[]> RaceAsync<T>(int count, Func<int, Task<T>> racer, int? waiting = null)
    {
        var racers = Enumerable.Range(0, count).Select(i => Task.Run(() => racer(i))).ToList();
        await Eventually.TrueAsync(async () => await WaitingAsync() + racers.Count(r => r.IsCompleted) >= (waiting ?? count));
        await transaction.CommitAsync();
        return await Task.WhenAll(racers);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    // On the gate's own connection: the racers may have all others. Within a transaction the server would show the same picture again and again.
    private async Task<long> WaitingAsync()
    {
        await using var clear = new NpgsqlCommand("SELECT pg_stat_clear_snapshot()", connection, transaction);
        await clear.ExecuteNonQueryAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection, transaction);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static async Task<Gate> CloseAsync(TestStore store, string sql)
    {
        var connection = await store.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
        return new Gate(connection, transaction);
    }
}
