using Hangfire;
using Hangfire.PostgreSql;

namespace OrderFlow.Deadlines;

/// <summary>Holds Hangfire to what deadlines rely on, registers the recurring sweep, and does the first one.</summary>
internal sealed class DeadlineStart(PostgreSqlStorageOptions storage, IRecurringJobManager recurring, IBackgroundJobClient jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (DeadlineServices.Faults(storage).ToList() is { Count: > 0 } faults) throw new InvalidOperationException(string.Join(' ', faults));
        recurring.AddOrUpdate<DeadlineJobs>(DeadlineJobs.SweepId, job => job.SweepAsync(CancellationToken.None), Cron.Minutely);
        // What was due while no host ran waits for nobody.
        jobs.Enqueue<DeadlineJobs>(job => job.SweepAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
