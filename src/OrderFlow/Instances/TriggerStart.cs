using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>A trigger's deadline that this transaction holds.</summary>
internal sealed record DueTrigger(Guid Id, string VersionId, string ActivityId, DateTimeOffset DueAt, TriggerKind Kind, string Key);

/// <summary>Starts instances by Timer, Cron and StartAt. The start and the next moment are one transaction, so that no moment starts two.</summary>
internal sealed class TriggerStart(NpgsqlDataSource database, CompiledVersions versions, WorkflowEngine engine, TimeProvider clock)
{
    private const string Take =
        """
        SELECT d.definition_version_id, d.activity_id, d.due_at, t.kind, t.key FROM deadlines d
        JOIN triggers t ON t.version_id = d.definition_version_id AND t.activity_id = d.activity_id
        WHERE d.id = $1 AND d.instance_id IS NULL FOR UPDATE OF d SKIP LOCKED
        """;

    // Before the row, as who publishes does: the other way round the two would wait for each other.
    private const string LockDefinition =
        """
        SELECT pg_advisory_xact_lock_shared(hashtextextended('definition ' || v.definition_id, 0))
        FROM deadlines d JOIN definitions v ON v.id = d.definition_version_id WHERE d.id = $1
        """;

    private readonly InstanceStart start = new(versions, engine, clock);

    public async Task<(RunResult Result, List<long> Messages)> FireAsync(Guid deadlineId, CancellationToken cancel)
    {
        RunResult.Rejected? refusal = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await FireOnceAsync(deadlineId, refusal, r => refusal = r, cancel) is var (result, messages)) return (result, messages);
            }
            catch (NpgsqlException error) when (Faults.IsPassing(error) && attempt < Faults.Attempts)
            {
                // If it was committed after all, the deadline has moved on and is not due.
                await Faults.PauseAsync(attempt, cancel);
            }
        }
    }

    // Null: the database refused the start, which ends the transaction; the next one only sets the next moment.
    private async Task<(RunResult Result, List<long> Messages)?> FireOnceAsync(
        Guid deadlineId, RunResult.Rejected? refusal, Action<RunResult.Rejected?> refuse, CancellationToken cancel)
    {
        await using var session = await BurstSession.OpenAsync(database, cancel);
        if (await TakeAsync(session, deadlineId, cancel) is not { } due) return (Answers.NotFound(new InstanceTarget.ByDeadline(deadlineId)), []);
        var now = clock.GetUtcNow();
        if (due.DueAt > now) return (new RunResult.Rejected(Rejection.Invalid, $"Deadline '{deadlineId}' is due at {due.DueAt:O}, and it is {now:O}."), []);

        await using var statements = session.Write();
        RunResult result;
        PreparedStart? prepared = null;
        if (refusal is not null) result = refusal;
        else
        {
            (prepared, var rejected) = await start.PrepareAsync(new StartRequest { VersionId = due.VersionId, TriggerActivityId = due.ActivityId }, cancel);
            prepared?.Write(statements);
            result = prepared?.Result ?? (RunResult)rejected!;
        }

        if (TriggerSchedule.Next(due.Kind, due.Key, due.DueAt, now) is { } next)
            statements.Add("UPDATE deadlines SET due_at = $2, taken_until = NULL WHERE id = $1", Uuid(deadlineId), Time(next));
        else
            statements.Add("DELETE FROM deadlines WHERE id = $1", Uuid(deadlineId));
        try
        {
            return (result, await session.CommitAsync(statements));
        }
        catch (PostgresException guard) when (guard.SqlState is Faults.VersionChanged or Faults.RunsAlready)
        {
            if (guard.SqlState == Faults.VersionChanged) start.Forget(prepared!);
            refuse(guard.SqlState == Faults.RunsAlready ? new RunResult.Rejected(Rejection.Conflict, $"{guard.MessageText}") : null);
            return null;
        }
    }

    private static async Task<DueTrigger?> TakeAsync(BurstSession session, Guid deadlineId, CancellationToken cancel)
    {
        await using var statements = session.Write();
        statements.Add(BurstSession.Begin).Add(LockDefinition, Uuid(deadlineId)).Add(Take, Uuid(deadlineId));
        session.HasBegun();
        await using var reader = await statements.ReadAsync(cancel);
        if (!await reader.NextResultAsync(cancel) || !await reader.ReadAsync(cancel)) return null;
        return new DueTrigger(
            deadlineId, reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), (TriggerKind)reader.GetInt16(3), reader.GetString(4));
    }
}
