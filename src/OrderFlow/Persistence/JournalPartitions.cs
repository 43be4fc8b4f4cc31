using System.Globalization;
using Npgsql;

namespace OrderFlow.Persistence;

/// <summary>
/// The journal's partitions, one for each month. Entries of other times (a replayed log has its own clock) go to the default
/// partition and are never refused.
/// </summary>
public sealed class JournalPartitions(NpgsqlDataSource database, TimeProvider clock)
{
    private const int MonthsAhead = 2;

    // Every burst waits in line behind us while we wait for a lock of the whole journal.
    private const string Patience = "SET LOCAL lock_timeout = '3s'";

    /// <summary>Makes the partitions of this month and the next two, as far as nobody holds the journal for longer than seconds. Call it often.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            for (var ahead = 0; ahead <= MonthsAhead; ahead++)
                await EnsureAsync(connection, FirstOfMonth(now).AddMonths(ahead), cancel);
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // A backup, say, reads the journal. The default partition takes every month until a later call finds it free.
        }
    }

    /// <summary>
    /// Drops the journal of months that ended longer ago than <paramref name="months"/>. Instances need no journal to go on:
    /// one that has run for longer shows only what is kept.
    /// </summary>
    /// <param name="months">At least 1.</param>
    /// <returns>Names of the dropped partitions.</returns>
    public async Task<IReadOnlyList<string>> DropOlderThanAsync(int months, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        var oldest = FirstOfMonth(clock.GetUtcNow()).AddMonths(-months);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await LockAsync(connection, cancel);
        var dropped = (await NamesAsync(connection, cancel)).Where(n => MonthOf(n) is { } month && month < oldest).ToList();
        if (dropped.Count > 0) await ExecuteAsync(connection, $"{Patience}; DROP TABLE {string.Join(", ", dropped)}", cancel);
        await ExecuteAsync(connection, $"DELETE FROM journal_other WHERE at < '{Literal(oldest)}'", cancel);
        await transaction.CommitAsync(cancel);
        return dropped;
    }

    // What the default partition took for the month, while nobody made it one, is moved over: the database would refuse it else.
    // Nobody may write or read meanwhile: whoever had chosen the default partition before would be refused after, or miss rows.
    private static async Task EnsureAsync(NpgsqlConnection connection, DateTimeOffset month, CancellationToken cancel)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"journal_{month:yyyy_MM}");
        if ((await NamesAsync(connection, cancel)).Contains(name)) return;
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await LockAsync(connection, cancel);
        if ((await NamesAsync(connection, cancel)).Contains(name)) return;
        var (from, to) = (Literal(month), Literal(month.AddMonths(1)));
        await ExecuteAsync(
            connection,
            $"""
            {Patience};
            LOCK TABLE journal IN ACCESS EXCLUSIVE MODE;
            CREATE TABLE {name} (LIKE journal INCLUDING ALL);
            WITH moved AS (DELETE FROM journal_other WHERE at >= '{from}' AND at < '{to}' RETURNING *) INSERT INTO {name} SELECT * FROM moved;
            ALTER TABLE journal ATTACH PARTITION {name} FOR VALUES FROM ('{from}') TO ('{to}');
            """,
            cancel);
        await transaction.CommitAsync(cancel);
    }

    private static Task LockAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({AdvisoryLocks.JournalPartitions})", cancel);

    private static async Task<List<string>> NamesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'journal'::regclass", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel)) names.Add(reader.GetString(0));
        return names;
    }

    private static DateTimeOffset? MonthOf(string partition) =>
        DateTimeOffset.TryParseExact(partition, "'journal_'yyyy_MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month) ? month : null;

    private static DateTimeOffset FirstOfMonth(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static string Literal(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm:ss'+00'", CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
