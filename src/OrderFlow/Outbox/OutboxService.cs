using Npgsql;

namespace OrderFlow.Outbox;

/// <summary>Sends letters as soon as this host commits them, and looks every few seconds for those that others have left.</summary>
internal sealed class OutboxService(OutboxBox box, OutboxWork work, OutboxSignal signal, TimeProvider clock, ILogger<OutboxService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await box.NextAsync(stoppingToken) is { } next && next <= clock.GetUtcNow()) await work.RunDueAsync(stoppingToken);
                await signal.WaitAsync(Interval, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException down)
            {
                log.LogWarning(down, "The outbox could not be read");
                await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
