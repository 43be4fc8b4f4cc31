using Microsoft.Extensions.Time.Testing;
using Npgsql;
using OrderFlow.Persistence;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Persistence;

public sealed class JournalPartitionsTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2031, 11, 30, 23, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Entries_lie_in_the_partition_of_their_month()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var source = Store.Open(database.ConnectionString);

        await new JournalPartitions(source, clock).EnsureAsync(CancellationToken.None);
        await AddAsync(database, "2031-12-31 23:59:59+00", "2032-01-01 00:00:00+00", "2017-05-01 00:00:00+00");

        (await WhereAsync(source)).ShouldBe(["2017 journal_other", "2031 journal_2031_12", "2032 journal_2032_01"]);
    }

    [Fact]
    public async Task A_month_that_nobody_prepared_is_moved_out_of_the_default_partition()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var source = Store.Open(database.ConnectionString);
        await AddAsync(database, "2031-11-05 00:00:00+00");

        await new JournalPartitions(source, clock).EnsureAsync(CancellationToken.None);
        await new JournalPartitions(source, clock).EnsureAsync(CancellationToken.None);

        (await WhereAsync(source)).ShouldBe(["2031 journal_2031_11"]);
    }

    [Fact]
    public async Task Retention_drops_whole_months_and_keeps_those_that_are_not_over_for_long_enough()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var source = Store.Open(database.ConnectionString);
        var partitions = new JournalPartitions(source, clock);
        await partitions.EnsureAsync(CancellationToken.None);
        await AddAsync(database, "2017-05-01 00:00:00+00", "2031-11-05 00:00:00+00", "2031-12-05 00:00:00+00");
        clock.SetUtcNow(new DateTimeOffset(2032, 2, 1, 0, 0, 0, TimeSpan.Zero));

        var dropped = await partitions.DropOlderThanAsync(2, CancellationToken.None);

        dropped.ShouldContain("journal_2031_11");
        dropped.ShouldNotContain("journal_2031_12");
        (await WhereAsync(source)).ShouldBe(["2031 journal_2031_12"]);
    }

    [Fact]
    public async Task Who_writes_and_reads_while_a_partition_is_made_is_not_refused_and_misses_nothing()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var source = Store.Open(database.ConnectionString);
        var written = 0;
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i = (i + 1) % 24)
            {
                var month = new DateTimeOffset(2031, 11, 5, 0, 0, 0, TimeSpan.Zero).AddMonths(i);
                await using var command = source.CreateCommand("INSERT INTO journal VALUES (gen_random_uuid(), 1, $1, '[]')");
                command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = month });
                await command.ExecuteNonQueryAsync();
                Interlocked.Increment(ref written);
            }
        })).ToList();
        var reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var atLeast = Volatile.Read(ref written);
                await using var command = source.CreateCommand("SELECT count(*) FROM journal");
                ((long)(await command.ExecuteScalarAsync())!).ShouldBeGreaterThanOrEqualTo(atLeast);
            }
        });

        for (var month = 0; month < 24; month++)
        {
            await new JournalPartitions(source, clock).EnsureAsync(CancellationToken.None);
            clock.SetUtcNow(new DateTimeOffset(2031, 12, 5, 0, 0, 0, TimeSpan.Zero).AddMonths(month));
        }

        await done.CancelAsync();
        await Task.WhenAll([.. writers, reader]);
        (await WhereAsync(source)).ShouldAllBe(w => !w.EndsWith("journal_other"));
    }

    private static async Task AddAsync(TestDatabase database, params string[] moments)
    {
        foreach (var moment in moments)
            await TestPostgres.ExecuteAsync(database.ConnectionString, $"INSERT INTO journal VALUES (gen_random_uuid(), 1, '{moment}', '[]')");
    }

    private static async Task<List<string>> WhereAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            "SELECT extract(year FROM at AT TIME ZONE 'UTC')::int || ' ' || tableoid::regclass FROM journal ORDER BY at");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync()) found.Add(reader.GetString(0));
        return found;
    }
}
