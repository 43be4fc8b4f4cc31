using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>One burst that is asked for.</summary>
/// <param name="Stimulus">Made of the locked state; null: what is meant is not there.</param>
internal sealed record BurstCommand(InstanceTarget Target, Func<InstanceState, Stimulus?> Stimulus, Expectation Expected, Operation? Operation);

/// <summary>Runs bursts of instances that exist.</summary>
internal sealed class InstanceBurst(NpgsqlDataSource database, CompiledVersions versions, WorkflowEngine engine, TimeProvider clock)
{
    private static readonly List<long> NoMessages = [];

    /// <returns>The answer, and the ids of the messages that the burst left for others.</returns>
    public async Task<(RunResult Result, List<long> Messages)> ApplyAsync(BurstCommand command, CancellationToken cancel)
    {
        Burst? lost = null;
        for (var attempt = 1; ; attempt++)
        {
            Burst? written = null;
            try
            {
                return await ApplyOnceAsync(command, lost, b => written = b, cancel);
            }
            catch (PostgresException duplicate) when (Faults.IsDuplicate(duplicate, Operation.Table) && attempt < Faults.Attempts)
            {
                // The same operation on another instance was faster: the next attempt reads its answer.
            }
            catch (NpgsqlException error) when (Faults.IsPassing(error) && attempt < Faults.Attempts)
            {
                lost = Faults.IsCertain(error) ? lost : written ?? lost;
                await Faults.PauseAsync(attempt, cancel);
            }
        }
    }

    public async Task<(RunResult.Rejected? Rejected, List<long> Messages)> DeleteAsync(
        Guid instanceId, string? actor, int? revision, Operation? operation, CancellationToken cancel)
    {
        var isUnknown = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (rejected, messages) = await DeleteOnceAsync(instanceId, actor, revision, operation, cancel);
                // What is gone after an attempt whose outcome is not known was deleted by it.
                return (isUnknown && rejected?.Kind == Rejection.NotFound ? null : rejected, messages);
            }
            catch (NpgsqlException error) when (Faults.IsPassing(error) && attempt < Faults.Attempts)
            {
                isUnknown |= !Faults.IsCertain(error);
                await Faults.PauseAsync(attempt, cancel);
            }
        }
    }

    private async Task<(RunResult.Rejected? Rejected, List<long> Messages)> DeleteOnceAsync(
        Guid instanceId, string? actor, int? revision, Operation? operation, CancellationToken cancel)
    {
        var target = new InstanceTarget.ById(instanceId);
        await using var session = await BurstSession.OpenAsync(database, cancel);
        var locked = await session.LockAsync(target, operation, cancel);
        if (locked.Earlier is { } earlier) return (earlier.Conflict, NoMessages);
        if (locked.State is not { } state) return (Answers.NotFound(target), NoMessages);
        if (revision is { } seen && state.Revision != seen) return (await Answers.StaleAsync(state, seen, session.Connection, cancel), NoMessages);

        await using var statements = session.Write();
        var decision = engine.Decide(await VersionAsync(state, session, cancel), state, new CancelWorkflow("deleted") { Actor = actor }, clock.GetUtcNow());
        if (decision is Burst cancelled)
        {
            foreach (var effect in cancelled.Effects.Where(e => e is CancelChild or NotifyParent))
                MessageSql.Add(statements, effect, cancelled.State);
        }

        operation?.Add(statements, null, clock.GetUtcNow());
        TaskSql.Delete(statements, state.Id);
        statements.Add("DELETE FROM deadlines WHERE id = ANY($1)", Uuids(state.Deadlines.Select(d => d.Id)));
        foreach (var sql in DeleteByInstance) statements.Add(sql, Uuid(state.Id));
        return (null, await session.CommitAsync(statements));
    }

    private static readonly string[] DeleteByInstance =
    [
        "DELETE FROM bookmarks WHERE instance_id = $1",
        "DELETE FROM outbox WHERE instance_id = $1",
        "DELETE FROM messages WHERE target_instance_id = $1",
        "DELETE FROM journal WHERE instance_id = $1",
        "DELETE FROM instances WHERE id = $1",
    ];

    private async Task<(RunResult Result, List<long> Messages)> ApplyOnceAsync(BurstCommand command, Burst? lost, Action<Burst> writing, CancellationToken cancel)
    {
        await using var session = await BurstSession.OpenAsync(database, cancel);
        var locked = await session.LockAsync(command.Target, command.Operation, cancel);
        if (locked.Earlier is { } earlier) return (earlier.Result, NoMessages);
        if (locked.State is not { } state)
        {
            if (command.Target is InstanceTarget.ByDeadline orphan) await DropOrphanAsync(orphan.DeadlineId, session);
            return (Answers.NotFound(command.Target), NoMessages);
        }

        if (lost is not null && await WasCommittedAsync(lost, state, session, cancel)) return (Answers.Applied(lost), NoMessages);
        if (command.Expected.TaskRevision is { } task && locked.Task is { } seen && seen.Revision != task)
            return (await Answers.StaleTaskAsync(seen, task, session.Connection, cancel), NoMessages);
        if (command.Expected.Revision is { } revision && state.Revision != revision)
            return (await Answers.StaleAsync(state, revision, session.Connection, cancel), NoMessages);
        if (command.Stimulus(state) is not { } stimulus) return (Answers.NotFound(command.Target), NoMessages);

        var decision = engine.Decide(await VersionAsync(state, session, cancel), state, stimulus, clock.GetUtcNow());
        await using var statements = session.Write();
        if (decision is Refused refused)
        {
            if (stimulus is FireDeadline fire) await DropAsync(fire, refused, session, statements);
            return (refused.Kind == Refusal.NotOpen && locked.Task is { } closed ? Answers.Closed(closed) ?? Answers.Rejected(refused) : Answers.Rejected(refused), NoMessages);
        }

        var burst = (Burst)decision;
        var result = Answers.Applied(burst);
        command.Operation?.Add(statements, result, burst.State.UpdatedAt);
        BurstWriter.Continue(statements, state, burst, stimulus);
        writing(burst);
        return (result, await session.CommitAsync(statements));
    }

    private async Task<Engine.Definitions.CompiledWorkflow> VersionAsync(InstanceState state, BurstSession session, CancellationToken cancel) =>
        (await versions.ByIdAsync(state.DefinitionVersionId, session.Connection, cancel))?.Workflow
        ?? throw new InvalidOperationException($"Expected version '{state.DefinitionVersionId}' of instance '{state.Id}' to exist, but it does not.");

    // A held or faulted instance asks for its deadlines again when it is taken up; until then the row would be found due every minute.
    private static async Task DropAsync(FireDeadline fire, Refused refused, BurstSession session, Statements statements)
    {
        if (refused.Kind is not (Refusal.NotFound or Refusal.NotOpen)) return;
        statements.Add("DELETE FROM deadlines WHERE id = $1", Uuid(fire.DeadlineId));
        await session.CommitAsync(statements);
    }

    // Without its instance nothing would ever remove it, and it would be found due every few seconds.
    private static async Task DropOrphanAsync(Guid deadline, BurstSession session)
    {
        await using var statements = session.Write();
        statements.Add("DELETE FROM deadlines d WHERE d.id = $1 AND d.instance_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM instances i WHERE i.id = d.instance_id)", Uuid(deadline));
        await session.CommitAsync(statements);
    }

    // The journal's row of a burst is its own: times to a tenth of a microsecond, and what it did.
    private static async Task<bool> WasCommittedAsync(Burst lost, InstanceState now, BurstSession session, CancellationToken cancel)
    {
        if (now.Revision < lost.State.Revision) return false;
        await using var command = new NpgsqlCommand("SELECT entries FROM journal WHERE instance_id = $1 AND burst = $2", session.Connection)
        {
            Parameters = { Uuid(now.Id), Int(lost.State.Revision) },
        };
        return await command.ExecuteScalarAsync(cancel) is byte[] entries && entries.AsSpan().SequenceEqual(BurstWriter.StoredJournal(lost));
    }
}
