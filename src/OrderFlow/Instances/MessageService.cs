namespace OrderFlow.Instances;

/// <summary>Does what was too much to be done before its caller was answered.</summary>
public sealed class MessageService(MessagePump pump, ILogger<MessageService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pump.LeftoversAsync(stoppingToken);
                await pump.SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception down) when (down is not OutOfMemoryException)
            {
                // Whatever it is, it must not end the host: the messages are in the database, and the sweep of the next minute finds them.
                log.LogWarning(down, "Messages were left for the next sweep");
            }
        }
    }
}
