using Hangfire;
using Npgsql;
using OrderFlow.Persistence;

namespace OrderFlow.Deadlines;

/// <summary>What Hangfire runs. Twice, late or never: the database decides what there is to do.</summary>
public sealed class DeadlineJobs(IEnumerable<ISweep> sweeps, DueWork due, NpgsqlDataSource database, IBackgroundJobClientV2 jobs, TimeProvider clock, ILogger<DeadlineJobs> log)
{
    /// <summary>Name of the recurring job.</summary>
    public const string SweepId = "sweep";

    /// <summary>Set of Hangfire in which the moments stand that have a job.</summary>
    private const string Announced = "orderflow:due";

    // A little more than until the next sweep has announced the next ones.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(90);
    private const int MostAnnounced = 90;

    /// <summary>Every minute, and at start.</summary>
    [JobDisplayName("Sweep: what is due, and what a lost job left")]
    [AutomaticRetry(Attempts = 0)]
    public async Task SweepAsync(CancellationToken cancel)
    {
        foreach (var sweep in sweeps)
        {
            try
            {
                await sweep.SweepAsync(cancel);
            }
            catch (NpgsqlException down)
            {
                log.LogWarning(down, "{Sweep} is left for the next minute", sweep.GetType().Name);
            }
        }

        await AnnounceAsync(cancel);
    }

    /// <summary>At a moment at which something is due. The clock has fired it by then; this is what people see of it, and a second hand.</summary>
    [JobDisplayName("Due at {0}: {1}")]
    [AutomaticRetry(Attempts = 0)]
    public Task FireAsync(string moment, string what, CancellationToken cancel) => due.FireDueAsync(cancel);

    /// <summary>
    /// Makes a Hangfire job for every second of the next one and a half minutes in which something is due, so that the dashboard
    /// shows what comes. A million deadlines that are due later leave nothing in Hangfire's tables.
    /// </summary>
    private async Task AnnounceAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        using var hangfire = jobs.Storage.GetConnection();
        var known = hangfire.GetAllItemsFromSet(Announced);
        using var changes = hangfire.CreateWriteTransaction();
        foreach (var old in known.Where(k => DateTimeOffset.TryParse(k, System.Globalization.CultureInfo.InvariantCulture, out var moment) && moment < now)) changes.RemoveFromSet(Announced, old);
        foreach (var (second, what) in await SoonAsync(now, cancel))
        {
            var moment = second.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
            if (known.Contains(moment)) continue;
            // Deadlines of this second are due before its end.
            jobs.Schedule<DeadlineJobs>(j => j.FireAsync(moment, what, CancellationToken.None), second.AddSeconds(1));
            changes.AddToSet(Announced, moment);
        }

        changes.Commit();
    }

    private async Task<List<(DateTimeOffset Second, string What)>> SoonAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            SELECT date_trunc('second', due_at) AS second, count(*) FROM deadlines WHERE due_at > $1 AND due_at <= $2
            GROUP BY 1 ORDER BY 1 LIMIT $3
            """);
        command.Parameters.Add(Parameter.Time(now));
        command.Parameters.Add(Parameter.Time(now + Ahead));
        command.Parameters.Add(Parameter.Int(MostAnnounced));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var soon = new List<(DateTimeOffset, string)>();
        while (await reader.ReadAsync(cancel)) soon.Add((reader.GetFieldValue<DateTimeOffset>(0).ToUniversalTime(), $"{reader.GetInt64(1)} deadlines"));
        return soon;
    }
}
