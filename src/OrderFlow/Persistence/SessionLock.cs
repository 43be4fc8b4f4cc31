using Npgsql;

namespace OrderFlow.Persistence;

/// <summary>An advisory lock held by a connection of its own, across transactions, until it is disposed or the process dies.</summary>
internal sealed class SessionLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly long key;

    private SessionLock(NpgsqlConnection connection, long key) => (this.connection, this.key) = (connection, key);

    /// <summary>Waits for as long as another holds it.</summary>
    public static async Task<SessionLock> TakeAsync(NpgsqlDataSource database, long key, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            await using var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { CommandTimeout = 0, Parameters = { new() { Value = key } } };
            await take.ExecuteNonQueryAsync(cancel);
            return new SessionLock(connection, key);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
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
