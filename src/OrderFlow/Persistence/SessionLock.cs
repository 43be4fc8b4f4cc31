using Npgsql;

namespace OrderFlow.Persistence;

/// <summary>An advisory lock held by a connection of its own, across transactions, until it is disposed or the process dies.</summary>
internal sealed class SessionLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly long key;

    private SessionLock(NpgsqlConnection connection, long key) => (this.connection, this.key) = (connection, key);

    /// <summary>Waits for as long as another holds it.</summary>
    public static async Task<SessionLock> TakeAsync(NpgsqlDataSource database, long key, CancellationToken cancel) =>
        (await TakeAsync(database, "SELECT pg_advisory_lock($1) IS NOT NULL", key, cancel))!;

    /// <returns>Null: another holds it.</returns>
    public static Task<SessionLock?> TryTakeAsync(NpgsqlDataSource database, long key, CancellationToken cancel) =>
        TakeAsync(database, "SELECT pg_try_advisory_lock($1)", key, cancel);

    private static async Task<SessionLock?> TakeAsync(NpgsqlDataSource database, string sql, long key, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        var isTaken = false;
        try
        {
            await using var take = new NpgsqlCommand(sql, connection) { CommandTimeout = 0, Parameters = { new() { Value = key } } };
            isTaken = await take.ExecuteScalarAsync(cancel) is true;
            return isTaken ? new SessionLock(connection, key) : null;
        }
        finally
        {
            if (!isTaken) await connection.DisposeAsync();
        }
    }

    // Given back by hand: a pooled connection is not reset, and would carry the lock to whoever uses it next.
    public async ValueTask DisposeAsync()
    {
        await using (connection)
        {
            if (connection.FullState != System.Data.ConnectionState.Open) return;
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = key } } };
            await release.ExecuteNonQueryAsync();
        }
    }
}
