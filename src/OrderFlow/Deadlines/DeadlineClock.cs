using Hangfire.Server;
using Npgsql;

namespace OrderFlow.Deadlines;

/// <summary>The hand of the clock: a process of the Hangfire server that looks for due deadlines, at the latest a second after its last look.</summary>
public sealed class DeadlineClock(DueWork due, TimeProvider clock, ILogger<DeadlineClock> log) : IBackgroundProcess
{
    /// <summary>The longest that a deadline waits unseen: another host may have set one that is due before all that we know of.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    /// <summary>One look. Hangfire calls it again as soon as it returns, on a thread of its own, until the server stops.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        var pause = LookAsync(context.StoppingToken).GetAwaiter().GetResult();
        context.Wait(pause);
    }

    /// <summary>Fires what is due.</summary>
    /// <returns>How long to wait before the next look.</returns>
    public async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        try
        {
            if (await due.NextAsync(cancel) is not { } next) return Interval;
            if (next > clock.GetUtcNow()) return Pause(next);
            await due.FireDueAsync(cancel);
            return await due.NextAsync(cancel) is { } then ? Pause(then) : Interval;
        }
        catch (NpgsqlException down)
        {
            // The rows are in the database; the next look finds them.
            log.LogWarning(down, "Deadlines could not be looked for");
            return Interval;
        }
    }

    private TimeSpan Pause(DateTimeOffset next)
    {
        var left = next - clock.GetUtcNow();
        return left < Shortest ? Shortest : left > Interval ? Interval : left;
    }

    public override string ToString() => nameof(DeadlineClock);
}
