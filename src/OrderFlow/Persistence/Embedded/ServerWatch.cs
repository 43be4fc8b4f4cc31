namespace OrderFlow.Persistence.Embedded;

/// <summary>
/// Starts the server again, on its port, when it was killed while the host lives. PostgreSQL replaces its own children;
/// nobody replaces the parent.
/// </summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource end = new();
    private readonly Task watching;

    internal ServerWatch(Server server, Func<CancellationToken, Task> restart, ILogger log) =>
        watching = Task.Run(() => WatchAsync(server, restart, log));

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }

    private async Task WatchAsync(Server server, Func<CancellationToken, Task> restart, ILogger log)
    {
        using var timer = new PeriodicTimer(Period);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                if (server.IsRunning)
                    continue;
                try
                {
                    log.LogWarning("The embedded PostgreSQL is gone; starting it again");
                    await restart(end.Token);
                }
                catch (Exception error) when (error is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
                {
                    // A full disk may have room a second later; meanwhile the host is alive and not ready.
                    log.LogError("{Reason}", error.Message);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The host stops; it stops the server next.
        }
    }
}
