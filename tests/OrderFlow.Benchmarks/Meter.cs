using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;

namespace OrderFlow.Benchmarks;

/// <summary>What a piece of work cost: WAL, commits and CPU time of host and server.</summary>
internal sealed class Meter(NpgsqlDataSource database, string connectionString)
{
    private const int PooledConnections = 16;

    private static long trips;
    private static readonly MeterListener Listener = Listen();

    private Reading start;

    /// <summary>Round trips to the server since the program began: Npgsql measures each batch once.</summary>
    private static long Trips => Interlocked.Read(ref trips);

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument is { Meter.Name: "Npgsql", Name: "db.client.operation.duration" }) meters.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref trips));
        listener.Start();
        return listener;
    }

    public async Task BeginAsync() => start = await ReadAsync();

    /// <summary>The cost since <see cref="BeginAsync"/>, divided by a number of instances.</summary>
    public async Task<Cost> EndAsync(int instances)
    {
        var end = await ReadAsync();
        double n = Math.Max(1, instances);
        return new Cost(
            (end.Wal - start.Wal) / n / 1024,
            (end.Commits - start.Commits) / n,
            (end.Trips - start.Trips) / n,
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
        // The reading itself is one transaction, and one on each connection of the pool.
        return Math.Max(0, after.Commits - before.Commits - 1 - PooledConnections) / watch.Elapsed.TotalSeconds;
    }

    private async Task<Reading> ReadAsync()
    {
        await FlushAsync();
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted, pg_backend_pid()
            FROM pg_stat_database WHERE datname = current_database()
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Reading(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), Trips, Process.GetCurrentProcess().TotalProcessorTime, ServerTime(reader.GetInt32(3)));
    }

    // A session tells its counts once in a while; each of the pool is asked to do it now.
    private async Task FlushAsync()
    {
        var connections = new List<NpgsqlConnection>();
        for (var i = 0; i < PooledConnections; i++) connections.Add(await database.OpenConnectionAsync());
        foreach (var connection in connections)
        {
            await using (var flush = new NpgsqlCommand("SELECT pg_stat_force_next_flush()", connection)) await flush.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }

    // The parent of our backend and all its children: user and system time, of those that have ended too. Other servers run beside it.
    private static TimeSpan ServerTime(int backend)
    {
        if (!OperatingSystem.IsLinux()) return TimeSpan.Zero;
        var server = Stat(backend)[1];
        long ticks = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var process)) continue;
            var stat = Stat(process);
            if (process == server || (stat.Length > 1 && stat[1] == server)) ticks += stat[11..15].Sum();
        }

        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    // proc_pid_stat(5), from its third field on; empty: the process has ended.
    private static long[] Stat(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return [.. stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Skip(1).Take(20).Select(f => long.TryParse(f, out var n) ? n : 0).Prepend(0)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private readonly record struct Reading(long Wal, long Commits, long Rows, long Trips, TimeSpan Host, TimeSpan Server);
}

/// <summary>Cost of one instance.</summary>
/// <param name="WalKilobytes">1 kB = 1,024 bytes.</param>
internal sealed record Cost(double WalKilobytes, double Commits, double Trips, double Rows, double HostMilliseconds, double ServerMilliseconds);
