using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Studio.Instances;

namespace OrderFlow.Studio.Live;

/// <summary>The instances that are looked at through this host. Each is told of in its own time, so that a busy one holds up no other.</summary>
internal sealed class LiveInstances(IHubContext<InstanceHub> hub, HistoryReader histories, TimeProvider clock, ILogger<LiveInstances> log)
{
    /// <summary>Between two messages about one instance: what moves faster than people look is told together.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the viewer gets to read the journal, before it is asked to draw once more.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly Lock adding = new();
    private readonly ConcurrentDictionary<Guid, Watch> watches = new();
    private readonly Channel<bool> wanted = OneSignal();

    public IReadOnlyCollection<Guid> Ids => [.. watches.Keys];

    public static string GroupOf(Guid id) => $"instance {id}";

    /// <summary>Returns once something is looked at.</summary>
    public async Task WantedAsync(CancellationToken cancel)
    {
        while (watches.IsEmpty) await wanted.Reader.ReadAsync(cancel);
    }

    /// <summary>One more connection looks at it.</summary>
    public void Add(Guid id)
    {
        lock (adding)
        {
            if (!watches.TryGetValue(id, out var watch))
            {
                watches[id] = watch = new Watch();
                _ = FollowAsync(id, watch);
                wanted.Writer.TryWrite(true);
            }

            watch.Connections++;
        }
    }

    /// <summary>One connection less.</summary>
    public void Remove(Guid id)
    {
        lock (adding)
        {
            if (!watches.TryGetValue(id, out var watch) || --watch.Connections > 0) return;
            watches.TryRemove(id, out _);
            watch.Signals.Writer.Complete();
        }
    }

    /// <summary>It has moved.</summary>
    public void Signal(Guid id)
    {
        if (watches.TryGetValue(id, out var watch)) watch.Signals.Writer.TryWrite(true);
    }

    /// <summary>It is at this revision; if that was not told, it is now. Where nothing was told yet, it is what the viewers have seen.</summary>
    public void Stands(Guid id, int revision)
    {
        if (!watches.TryGetValue(id, out var watch)) return;
        if (watch.IsBehind(revision)) watch.Signals.Writer.TryWrite(true);
    }

    /// <summary>Tells one viewer how the instance stands, whatever was told before.</summary>
    public async Task TellAllAsync(Guid id, IClientProxy viewer, CancellationToken cancel)
    {
        if (await histories.FindAsync(id, cancel) is { } history) await viewer.TellAsync(history, history.Runs, cancel);
    }

    private async Task FollowAsync(Guid id, Watch watch)
    {
        await foreach (var _ in watch.Signals.Reader.ReadAllAsync())
        {
            try
            {
                if (await TellNewsAsync(id, watch)) await SettleAsync(id, watch);
            }
            catch (NpgsqlException down)
            {
                // The next beat finds that it was not told.
                log.LogWarning(down, "Instance {Id} has moved but could not be read", id);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                log.LogError(error, "Instance {Id} has moved but could not be told of", id);
            }

            await Task.Delay(Pause, clock);
        }
    }

    // False: there was no news.
    private async Task<bool> TellNewsAsync(Guid id, Watch watch)
    {
        if (await histories.FindAsync(id, CancellationToken.None) is not { } history || history.State.Revision == watch.Revision) return false;
        var moved = history.Journal.Where(e => e.Sequence > watch.Sequence).Select(e => e.ActivityId).ToHashSet(StringComparer.Ordinal);
        await hub.Clients.Group(GroupOf(id)).TellAsync(history, history.Runs.Where(r => moved.Contains(r.ActivityKey)), CancellationToken.None);
        watch.Told(history.State);
        return true;
    }

    // The viewer reads its journal when it is told that it has grown, but shows what it has read only when it is drawn next: that
    // may have been before. Told once more of the instance, when it has read, it draws.
    private async Task SettleAsync(Guid id, Watch watch)
    {
        var more = watch.Signals.Reader.WaitToReadAsync().AsTask();
        if (await Task.WhenAny(Task.Delay(Settling, clock), more) != more) await hub.Clients.Group(GroupOf(id)).TellInstanceAsync(id, CancellationToken.None);
    }

    // Many signals before it is looked at are one.
    private static Channel<bool> OneSignal() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private sealed class Watch
    {
        private int revision;

        public int Connections { get; set; }

        /// <summary>What the viewers know; 0: not known.</summary>
        public int Revision => Volatile.Read(ref revision);

        public int Sequence { get; private set; }

        public Channel<bool> Signals { get; } = OneSignal();

        public void Told(InstanceState state)
        {
            Volatile.Write(ref revision, state.Revision);
            Sequence = state.LastSequence;
        }

        /// <returns>True: the viewers know of another revision, and must be told.</returns>
        public bool IsBehind(int current) => Interlocked.CompareExchange(ref revision, current, 0) is var known && known != 0 && known != current;
    }
}
