namespace OrderFlow.Tests.Support;

/// <summary>Waits for another process; nothing tells us when it has got there, so we ask.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="patience">Null: a minute.</param>
    public static async Task TrueAsync(Func<Task<bool>> question, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await question())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
