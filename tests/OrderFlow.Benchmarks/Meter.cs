using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace OrderFlow.Benchmarks;

/// <summary>What a piece of work cost: WAL, commits and CPU time of host and server.</summary>
internal sealed class Meter(string connectionString)
{
    private Reading start;

    public async Task BeginAsync() => start = await ReadAsync();

    /// <summary>The cost since <see cref="BeginAsync"/>, divided by a number of instances.</summary>
    public async Task<Cost> EndAsync(int instances)
    {
        var end = await ReadAsync();
        double n = Math.Max(1, instances);
        return new Cost(
            (end.Wal - start.Wal) / n / 1024,
            (end.Commits - start.Commits) / n,
            (end.Rows - start.Rows) / n,
            (end.Host - start.Host).TotalMilliseconds / n,
            (end.Server - start.Server).TotalMilliseconds / n);
    }

    /// <summary>Transactions per second over a while in which nothing is asked for.</summary>
    public async Task<double> IdleAsync(TimeSpan time)
    {
        var before = await ReadAsync();
        var watch = Stopwatch.StartNew();
        await Task.Delay(time);
        var after = await ReadAsync();
        // The reading itself is one transaction.
        return Math.Max(0, after.Commits - before.Commits - 1) / watch.Elapsed.TotalSeconds;
    }

    private async Task<Reading> ReadAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        // Statistics of other sessions arrive when they are idle; asking for a flush makes the counts complete enough.
        await using (var flush = new NpgsqlCommand("SELECT pg_stat_force_next_flush()", connection)) await flush.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted
            FROM pg_stat_database WHERE datname = current_database()
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Reading(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), Process.GetCurrentProcess().TotalProcessorTime, ServerTime());
    }

    // All processes of the server, by /proc: user and system time of the living and of the children waited for.
    private static TimeSpan ServerTime()
    {
        if (!OperatingSystem.IsLinux()) return TimeSpan.Zero;
        long ticks = 0;
        foreach (var process in Process.GetProcessesByName("postgres"))
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{process.Id}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                for (var i = 11; i <= 14; i++) ticks += long.Parse(fields[i], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    private readonly record struct Reading(long Wal, long Commits, long Rows, TimeSpan Host, TimeSpan Server);
}

/// <summary>Cost of one instance.</summary>
/// <param name="WalKilobytes">1 kB = 1,024 bytes.</param>
internal sealed record Cost(double WalKilobytes, double Commits, double Rows, double HostMilliseconds, double ServerMilliseconds);
