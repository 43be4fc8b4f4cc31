using System.Collections.Concurrent;
using Npgsql;

namespace OrderFlow.Outbox;

/// <summary>Keeps the letters of one batch from other hosts for as long as they are being sent.</summary>
internal sealed class LetterKeep : IAsyncDisposable
{
    private static readonly TimeSpan Period = OutboxBox.Lease / 3;

    private readonly ConcurrentDictionary<Guid, bool> kept;
    private readonly CancellationTokenSource end = new();
    private readonly Task keeping;

    public LetterKeep(OutboxBox box, IEnumerable<Guid> letters, TimeProvider clock, ILogger log)
    {
        kept = new(letters.Select(id => KeyValuePair.Create(id, true)));
        keeping = KeepAsync(box, clock, log);
    }

    /// <summary>What becomes of it is known, and is about to be written.</summary>
    public void Release(Guid letter) => kept.TryRemove(letter, out _);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await keeping;
        end.Dispose();
    }

    private async Task KeepAsync(OutboxBox box, TimeProvider clock, ILogger log)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                try
                {
                    await box.RenewAsync(kept.Keys, end.Token);
                }
                catch (NpgsqlException down)
                {
                    log.LogWarning(down, "{Count} letters could not be kept", kept.Count);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The batch is done.
        }
    }
}
