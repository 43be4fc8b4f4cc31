using Npgsql;
using OrderFlow.Hosting;

namespace OrderFlow.Replay;

/// <summary>A database of its own for a replay, on the product's server: last year's tasks and mails must not reach anybody.</summary>
internal static class ReplayDatabase
{
    /// <summary>Makes it when there is none, or when the last replay in it came to its end.</summary>
    /// <param name="connectionString">Of the product's database.</param>
    /// <param name="name">Of the replay's.</param>
    /// <param name="fresh">True: begins anew in any case.</param>
    /// <param name="cancel">Ends before or after a statement.</param>
    /// <returns>The connection string, and whether a stopped replay is continued.</returns>
    public static async Task<(string ConnectionString, bool IsContinued)> OpenAsync(string connectionString, string name, bool fresh, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        var isThere = await exists.ExecuteScalarAsync(cancel) is not null;
        if (isThere && !fresh && !await IsDoneAsync(target, cancel)) return (target, true);

        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(name);
        try
        {
            if (isThere) await ExecuteAsync(connection, $"DROP DATABASE {quoted} WITH (FORCE)", cancel);
            await ExecuteAsync(connection, $"CREATE DATABASE {quoted}", cancel);
        }
        catch (PostgresException refused)
        {
            throw new CannotStartException($"A replay needs a database of its own, which the server does not make: {Words.Of(refused)}.", refused);
        }

        return (target, false);
    }

    private static async Task<bool> IsDoneAsync(string connectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        // A run that was stopped before it made the table has done nothing yet.
        await using var command = new NpgsqlCommand("SELECT to_regclass('replay.done') IS NOT NULL", connection);
        if (await command.ExecuteScalarAsync(cancel) is not true) return false;
        await using var done = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM replay.done)", connection);
        return await done.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
