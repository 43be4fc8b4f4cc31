using System.Text.Json;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Instances;

/// <summary>
/// The one door: nothing else changes an instance. It locks the instance's row, lets the engine decide, and commits state,
/// journal, tasks, deadlines, bookmarks, outbox and messages together. Then it does what the burst left for other instances.
/// </summary>
public sealed class InstanceRunner(NpgsqlDataSource database, CompiledVersions versions, WorkflowEngine engine, MessagePump pump, Outbox.OutboxSignal letters, TimeProvider clock)
{
    private readonly InstanceStart start = new(versions, engine, clock);
    private readonly InstanceBurst burst = new(database, versions, engine, clock);
    private readonly TriggerStart trigger = new(database, versions, engine, clock);

    /// <summary>Starts an instance and runs its first burst: one round trip.</summary>
    public async Task<RunResult> StartAsync(StartRequest request, CancellationToken cancel)
    {
        var operation = Operation.Of(request.OperationId, request);
        // Fixed here: an attempt whose outcome is not known is found again by it.
        var fixedId = request with { InstanceId = request.InstanceId ?? Guid.CreateVersion7(clock.GetUtcNow()) };
        var isUnknown = false;
        for (var attempt = 1; ; attempt++)
        {
            var (prepared, rejected) = await start.PrepareAsync(fixedId, cancel);
            if (prepared is null) return await EarlierAsync(operation, cancel) ?? rejected!;
            try
            {
                var (result, messages) = await ObservedAsync("start", () => WriteAsync(prepared, operation, cancel));
                await pump.DrainAsync(messages, cancel);
                return result;
            }
            catch (PostgresException guard) when (guard.SqlState is Faults.VersionChanged or Faults.RunsAlready)
            {
                if (prepared.Refusal(guard) is { } refusal) return await EarlierAsync(operation, cancel) ?? refusal;
                start.Forget(prepared);
                if (attempt >= Faults.Attempts) throw;
            }
            catch (PostgresException duplicate) when (Faults.IsDuplicate(duplicate, Operation.Table))
            {
                return (await operation!.ReadAsync(database, cancel))!.Result;
            }
            catch (PostgresException duplicate) when (Faults.IsDuplicate(duplicate, "instances"))
            {
                return isUnknown
                    ? prepared.Result
                    : await EarlierAsync(operation, cancel) ?? new RunResult.Rejected(Rejection.Conflict, $"There is an instance '{fixedId.InstanceId}' already.");
            }
            catch (NpgsqlException error) when (Faults.IsPassing(error) && attempt < Faults.Attempts)
            {
                isUnknown |= !Faults.IsCertain(error);
                await Faults.PauseAsync(attempt, cancel);
            }
        }
    }

    /// <summary>Runs one burst of an instance: one round trip to lock and read it, one to write and commit.</summary>
    public Task<RunResult> ApplyAsync(InstanceTarget target, Stimulus stimulus, Expectation expected, CancellationToken cancel) =>
        ApplyAsync(new BurstCommand(target, _ => stimulus, expected, Operation.Of(expected.OperationId, target, stimulus)), cancel);

    /// <summary>Resumes the bookmark that waits under a public id, as the task id of a RunTask.</summary>
    /// <param name="input">Undefined: none.</param>
    public Task<RunResult> ResumeAsync(Guid reference, JsonElement input, string? actor, Expectation expected, CancellationToken cancel)
    {
        var target = new InstanceTarget.ByReference(reference);
        return ApplyAsync(
            new BurstCommand(
                target,
                state => state.Bookmarks.Find(b => b.Reference == reference) is { } bookmark ? new ResumeBookmark(bookmark.Id, input) { Actor = actor } : null,
                expected,
                Operation.Of(expected.OperationId, target, new ResumeBookmark(0, input) { Actor = actor })),
            cancel);
    }

    /// <summary>Resumes the one bookmark that waits for something. Where several wait, none is resumed.</summary>
    /// <param name="input">Undefined: none.</param>
    public async Task<RunResult> ResumeAsync(BookmarkQuery query, JsonElement input, string? actor, Expectation expected, CancellationToken cancel)
    {
        // Before anything is looked up: what was resumed by the first call does not wait for its repetition.
        var operation = Operation.Of(expected.OperationId, "resume", query.ToString(), input.ValueKind == JsonValueKind.Undefined ? [] : JsonSerializer.SerializeToUtf8Bytes(input));
        if (await EarlierAsync(operation, cancel) is { } earlier) return earlier;
        var (found, rejected) = await BookmarkLookup.SingleAsync(database, query, cancel);
        return found is var (instance, bookmark)
            ? await ApplyAsync(new BurstCommand(new InstanceTarget.ById(instance), _ => new ResumeBookmark(bookmark, input) { Actor = actor }, expected, operation), cancel)
            : await EarlierAsync(operation, cancel) ?? rejected!;
    }

    /// <summary>
    /// Leaves what a bookmark of an instance waits for: it is resumed with it now or, held or faulted, when it is taken up. Nothing
    /// happens where it does not wait any more.
    /// </summary>
    internal async Task LeaveAsync(Guid instanceId, int bookmarkId, JsonElement input, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var statements = new Statements(connection);
        MessageSql.Add(statements, MessageKind.Resume, instanceId, null, bookmarkId, JsonSerializer.SerializeToUtf8Bytes(input), clock.GetUtcNow());
        await pump.DrainAsync(await statements.ExecuteAsync(), cancel);
    }

    /// <summary>Publishes an event from outside: resumes who waits for it, starts what it triggers. Done when the answer comes, or soon after.</summary>
    /// <param name="correlationId">Null: all that wait for the name.</param>
    /// <param name="payload">Undefined: none.</param>
    /// <param name="operationId">Repeated with it, the event is published once. Null: every call publishes.</param>
    /// <returns>Null: it is published.</returns>
    public async Task<RunResult.Rejected?> PublishEventAsync(string name, string? correlationId, JsonElement payload, Guid? operationId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var publish = new PublishEvent(operationId ?? Guid.CreateVersion7(now), name, correlationId, false, payload);
        var operation = Operation.Of(operationId, "publish", name, JsonSerializer.SerializeToUtf8Bytes(publish, StoreJson.Default.PublishEvent));
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var statements = new Statements(connection);
        operation?.Add(statements, null, now);
        MessageSql.Publish(statements, publish, null, now);
        try
        {
            await pump.DrainAsync(await statements.ExecuteAsync(), cancel);
            return null;
        }
        catch (PostgresException duplicate) when (Faults.IsDuplicate(duplicate, Operation.Table))
        {
            return (await operation!.ReadAsync(database, cancel))!.Conflict;
        }
    }

    /// <summary>Starts what a due deadline of a published trigger starts, and sets its next moment: both or neither.</summary>
    /// <returns>Rejected also where the activation strategy wants no instance now; the next moment is set all the same.</returns>
    public async Task<RunResult> FireTriggerAsync(Guid deadlineId, CancellationToken cancel)
    {
        var (result, messages) = await ObservedAsync("trigger", () => trigger.FireAsync(deadlineId, cancel));
        await pump.DrainAsync(messages, cancel);
        return result;
    }

    /// <summary>Deletes an instance with all its rows. A running one is cancelled first, so that parent and children learn of it.</summary>
    /// <returns>Null: it is deleted.</returns>
    public Task<RunResult.Rejected?> DeleteAsync(Guid instanceId, string? actor, CancellationToken cancel) => DeleteAsync(instanceId, actor, Expectation.None, cancel);

    /// <inheritdoc cref="DeleteAsync(Guid, string?, CancellationToken)"/>
    public async Task<RunResult.Rejected?> DeleteAsync(Guid instanceId, string? actor, Expectation expected, CancellationToken cancel)
    {
        var operation = Operation.Of(expected.OperationId, "delete", instanceId.ToString(), []);
        try
        {
            var (rejected, messages) = await burst.DeleteAsync(instanceId, actor, expected.Revision, operation, cancel);
            await pump.DrainAsync(messages, cancel);
            return rejected;
        }
        catch (PostgresException duplicate) when (Faults.IsDuplicate(duplicate, Operation.Table))
        {
            return (await operation!.ReadAsync(database, cancel))!.Conflict;
        }
    }

    private async Task<RunResult> ApplyAsync(BurstCommand command, CancellationToken cancel)
    {
        var (result, messages) = await ObservedAsync("resume", () => burst.ApplyAsync(command, cancel));
        await pump.DrainAsync(messages, cancel);
        return result;
    }

    private async Task<(RunResult Result, List<long> Messages)> ObservedAsync(string cause, Func<Task<(RunResult Result, List<long> Messages)>> work)
    {
        using var trace = BurstTrace.Begin(cause);
        var done = await work();
        trace.End(done.Result);
        if (done.Result is RunResult.Applied { HasLetters: true }) letters.Set();
        return done;
    }

    private async Task<(RunResult Result, List<long> Messages)> WriteAsync(PreparedStart prepared, Operation? operation, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var statements = new Statements(connection);
        operation?.Add(statements, prepared.Result, prepared.Burst.State.UpdatedAt);
        prepared.Write(statements);
        return (prepared.Result, await statements.ExecuteAsync());
    }

    // A repetition must hear the first answer, also where a second start would be refused.
    private async Task<RunResult?> EarlierAsync(Operation? operation, CancellationToken cancel) =>
        operation is not null && await operation.ReadAsync(database, cancel) is { } earlier ? earlier.Result : null;
}
