namespace OrderFlow.Tests.Support;

/// <summary>Waits for another process; nothing tells us when it has got there, so we ask.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<Task<bool>> question)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await question())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
