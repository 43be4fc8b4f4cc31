using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting;
using OrderFlow.Instances;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Deadlines;

/// <summary>
/// Takes due deadlines and sends them through the door. Any number of hosts may do it at once: each takes rows that no other
/// has taken, for a while. Whoever dies leaves them to the others when that while is over; what has been fired twice has no
/// effect the second time, for the burst of the first removed the row.
/// </summary>
public sealed class DueWork(NpgsqlDataSource database, InstanceRunner runner, TimeProvider clock, ILogger<DueWork> log)
{
    /// <summary>How long a taken deadline is nobody else's. A burst takes milliseconds; one that fails is tried again after this.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Deadlines fired at the same time: more only wait for each other at the disk.</summary>
    private const int Workers = 8;

    private const int Batch = 500;

    private const string Take =
        """
        UPDATE deadlines SET taken_until = $2 WHERE id IN (
            SELECT id FROM deadlines WHERE due_at <= $1 AND (taken_until IS NULL OR taken_until <= $1) ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING id, instance_id, kind, due_at
        """;

    private const string Next = "SELECT due_at FROM deadlines WHERE taken_until IS NULL OR taken_until <= $1 ORDER BY due_at LIMIT 1";

    /// <summary>Fires all that is due, until nothing is.</summary>
    /// <returns>How many had an effect.</returns>
    public async Task<int> FireDueAsync(CancellationToken cancel)
    {
        var fired = 0;
        while (await TakeAsync(cancel) is { Count: > 0 } taken)
        {
            await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancel }, async (due, stop) =>
            {
                if (await FireAsync(due, stop)) Interlocked.Increment(ref fired);
            });
        }

        return fired;
    }

    /// <summary>When the next deadline is due that nobody has taken; null: there is none.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Next);
        command.Parameters.Add(Time(clock.GetUtcNow()));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    private async Task<List<DueDeadline>> TakeAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Take);
        command.Parameters.Add(Time(now));
        command.Parameters.Add(Time(now + Lease));
        command.Parameters.Add(Int(Batch));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var taken = new List<DueDeadline>();
        while (await reader.ReadAsync(cancel))
            taken.Add(new DueDeadline(reader.GetGuid(0), reader.IsDBNull(1), (DeadlineKind)reader.GetInt16(2), reader.GetFieldValue<DateTimeOffset>(3)));
        // The oldest first: RETURNING keeps no order.
        taken.Sort((a, b) => a.DueAt.CompareTo(b.DueAt));
        return taken;
    }

    private async Task<bool> FireAsync(DueDeadline due, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity("deadline")?.SetTag("orderflow.kind", due.Name).SetTag("orderflow.deadline", due.Id);
        try
        {
            var result = due.IsTrigger
                ? await runner.FireTriggerAsync(due.Id, cancel)
                : await runner.ApplyAsync(new InstanceTarget.ByDeadline(due.Id), new FireDeadline(due.Id), Expectation.None, cancel);
            if (result is not RunResult.Applied) return false;
            Telemetry.DeadlineFired(due.Name, clock.GetUtcNow() - due.DueAt);
            return true;
        }
        // One that fails for whatever reason must not keep the others waiting; it is taken again when its lease is over.
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, error.Message);
            log.LogError(error, "Deadline {Id}, due at {DueAt:O}, failed; it is tried again in {Lease}", due.Id, due.DueAt, Lease);
            return false;
        }
    }

    private readonly record struct DueDeadline(Guid Id, bool IsTrigger, DeadlineKind Kind, DateTimeOffset DueAt)
    {
        public string Name => IsTrigger ? "trigger" : Kind.ToString().ToLowerInvariant();
    }
}
