using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;

namespace OrderFlow.Deadlines;

/// <summary>
/// Holds Hangfire to what deadlines rely on, does the first sweep and registers those that follow. In the background: a killed
/// host leaves Hangfire's locks behind for a while, and no host should have to wait for them to serve.
/// </summary>
internal sealed class DeadlineStart(PostgreSqlStorageOptions storage, DeadlineJobs jobs, IRecurringJobManager recurring, TimeProvider clock, ILogger<DeadlineStart> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (DeadlineServices.Faults(storage).ToList() is { Count: > 0 } faults) throw new InvalidOperationException(string.Join(' ', faults));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What was due while no host ran waits for nobody.
        await TryAsync(() => jobs.SweepAsync(stoppingToken), "The first sweep", stoppingToken);
        await TryAsync(
            () => Task.Run(() => recurring.AddOrUpdate<DeadlineJobs>(DeadlineJobs.SweepId, job => job.SweepAsync(CancellationToken.None), Cron.Minutely), stoppingToken),
            "The sweep of every minute", stoppingToken);
    }

    private async Task TryAsync(Func<Task> work, string what, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception error) when (error is DistributedLockTimeoutException or PostgreSqlDistributedLockException or Npgsql.NpgsqlException or TimeoutException)
            {
                log.LogWarning("{What} has to wait: {Reason}", what, error.Message);
                await Task.Delay(Pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
