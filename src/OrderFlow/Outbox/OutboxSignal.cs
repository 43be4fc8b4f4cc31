using System.Threading.Channels;

namespace OrderFlow.Outbox;

/// <summary>
/// Tells both lanes of this host's outbox that something was committed to it. Lost or late, it costs a second or two: the outbox
/// looks by itself.
/// </summary>
public sealed class OutboxSignal
{
    private readonly Dictionary<OutboxLane, Channel<bool>> signals = Enum.GetValues<OutboxLane>()
        .ToDictionary(lane => lane, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));

    public void Set()
    {
        foreach (var lane in signals.Values) lane.Writer.TryWrite(true);
    }

    /// <summary>Returns when it was set, or after a time.</summary>
    internal async Task WaitAsync(OutboxLane lane, TimeSpan longest, TimeProvider clock, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await signals[lane].Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Time is up.
        }
    }
}
