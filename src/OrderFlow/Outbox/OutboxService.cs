namespace OrderFlow.Outbox;

/// <summary>
/// Sends letters as soon as this host commits them, and looks every few seconds for those that others have left: it needs no sweep
/// of Hangfire's, whose workers would wait for every slow mail server.
/// </summary>
internal sealed class OutboxService(OutboxBox box, OutboxWork work, OutboxSignal signal, TimeProvider clock, ILogger<OutboxService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enum.GetValues<OutboxLane>().Select(lane => CarryAsync(lane, stoppingToken)));

    private async Task CarryAsync(OutboxLane lane, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await box.NextAsync(lane, stop) is { } next && next <= clock.GetUtcNow()) await work.RunDueAsync(lane, stop);
                await signal.WaitAsync(lane, Interval, clock, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception down) when (down is not OutOfMemoryException)
            {
                // Whatever it is, it must not end the host: the letters are in the database, and the next look finds them.
                log.LogWarning(down, "The outbox ({Lane}) is left for the next look", lane);
                await Task.Delay(Interval, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
