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
            catch (Npgsql.NpgsqlException down)
            {
                // The messages are in the database; the sweep of the next minute finds them.
                log.LogWarning(down, "Messages were left for the next sweep");
            }
        }
    }
}
