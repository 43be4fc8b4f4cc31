using System.Threading.Channels;
using Npgsql;

namespace OrderFlow.Instances;

/// <summary>
/// Does the work that bursts leave for other instances, each message in a transaction of its own. Whoever committed a burst
/// does what it left before he answers; a sweep finds what a crash left.
/// </summary>
public sealed class MessagePump
{
    /// <summary>Done before the caller is answered; what is beyond it is left to <see cref="MessageService"/>.</summary>
    private const int Bound = 200;

    private const int SweepSize = 100;

    private readonly NpgsqlDataSource database;
    private readonly MessageDelivery delivery;
    private readonly ILogger<MessagePump> log;
    private readonly TimeProvider clock;
    private readonly Channel<bool> leftovers = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public MessagePump(NpgsqlDataSource database, Definitions.CompiledVersions versions, Engine.Execution.WorkflowEngine engine, TimeProvider clock, ILogger<MessagePump> log)
    {
        (this.database, this.clock, this.log) = (database, clock, log);
        delivery = new MessageDelivery(database, versions, engine, clock);
    }

    /// <summary>Takes what is due, whoever left it: at start, and every minute. Any number of hosts may call it at once.</summary>
    /// <returns>How many messages were done.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var done = 0;
        for (var before = -1; before < done;)
        {
            before = done;
            // To the end, past those that are another host's at this moment or wait for one that is: they must not keep back what stands behind them.
            for (var last = 0L; await DueAsync(last, cancel) is { Count: > 0 } due; last = due[^1])
                foreach (var id in due) done += await DeliverAllAsync([id], int.MaxValue, cancel);
        }

        return done;
    }

    /// <summary>Does these messages and what they leave in turn, the newest first. Never fails: what cannot be done now stays for the sweep.</summary>
    internal async Task DrainAsync(IReadOnlyList<long> ids, CancellationToken cancel)
    {
        if (ids.Count > 0) await DeliverAllAsync(ids, Bound, cancel);
    }

    /// <summary>Returns when a caller has left messages undone.</summary>
    internal async Task LeftoversAsync(CancellationToken cancel) => await leftovers.Reader.ReadAsync(cancel);

    private async Task<int> DeliverAllAsync(IReadOnlyList<long> ids, int bound, CancellationToken cancel)
    {
        var waiting = new Stack<long>(ids.Reverse());
        var done = 0;
        while (waiting.TryPop(out var id))
        {
            if (done >= bound || cancel.IsCancellationRequested)
            {
                leftovers.Writer.TryWrite(true);
                break;
            }

            try
            {
                var delivered = await delivery.DeliverAsync(id);
                if (delivered is null) continue;
                done++;
                foreach (var next in Enumerable.Reverse(delivered)) waiting.Push(next);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                log.LogError(error, "Message {Id} failed", id);
                await RecordAsync(id, error);
            }
        }

        return done;
    }

    private async Task RecordAsync(long id, Exception error)
    {
        try
        {
            await delivery.FailAsync(id, error);
        }
        catch (NpgsqlException down)
        {
            // The message is as it was, and due: the next sweep tries again.
            log.LogWarning(down, "The failure of message {Id} could not be recorded", id);
        }
    }

    private async Task<List<long>> DueAsync(long after, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT id FROM messages WHERE NOT is_dead AND next_try_at <= $1 AND id > $3 ORDER BY id LIMIT $2");
        command.Parameters.Add(Persistence.Parameter.Time(clock.GetUtcNow()));
        command.Parameters.Add(Persistence.Parameter.Int(SweepSize));
        command.Parameters.Add(Persistence.Parameter.Long(after));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var due = new List<long>();
        while (await reader.ReadAsync(cancel)) due.Add(reader.GetInt64(0));
        return due;
    }
}
