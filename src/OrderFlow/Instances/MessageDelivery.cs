using System.Text.Json;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>A message that this transaction holds, with the instance that it is for, locked too.</summary>
/// <param name="State">Null: there is no such instance (yet).</param>
internal sealed record Claimed(long Id, MessageKind Kind, Guid? Target, Guid? Source, int? Bookmark, byte[] Payload, InstanceState? State);

/// <summary>What came of one attempt.</summary>
/// <param name="Left">Ids of the messages that it left in turn; null: there was nothing to do.</param>
/// <param name="IsFailed">The transaction failed, and is to be tried again.</param>
/// <param name="Refusal">Why a start was refused by the database; null: it was not.</param>
internal sealed record Delivered(IReadOnlyList<long>? Left, bool IsFailed = false, RunResult.Rejected? Refusal = null);

/// <summary>Delivers one message: takes it, does what it says, and removes it, in one transaction.</summary>
internal sealed class MessageDelivery(NpgsqlDataSource database, CompiledVersions versions, WorkflowEngine engine, TimeProvider clock)
{
    private const int LastAttempt = 12;

    // A message to an instance that is still to be started waits for that start: a cancellation would find nothing and be lost.
    private const string Claim =
        """
        WITH m AS (
            SELECT * FROM messages m WHERE m.id = $1 AND NOT m.is_dead
                AND NOT EXISTS (SELECT 1 FROM messages e WHERE e.target_instance_id = m.target_instance_id AND e.id < m.id AND e.kind IN (0, 5) AND NOT e.is_dead)
            FOR UPDATE SKIP LOCKED)
        SELECT m.kind, m.target_instance_id, m.source_instance_id, m.bookmark_id, m.payload, i.state
        FROM m LEFT JOIN LATERAL (SELECT i.state FROM instances i WHERE i.id = m.target_instance_id FOR UPDATE) i ON true
        """;

    private readonly MessageStarts starts = new(versions, engine, clock);
    private readonly EventSpread events = new(clock);

    /// <returns>Ids of the messages that it left in turn; null: there was nothing to do, or another has it.</returns>
    public async Task<IReadOnlyList<long>?> DeliverAsync(long id)
    {
        RunResult.Rejected? refusal = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var delivered = await DeliverOnceAsync(id, refusal);
                if (!delivered.IsFailed) return delivered.Left;
                // The database refused a start, which ends the transaction: what to make of it is written in a new one.
                refusal = delivered.Refusal;
            }
            catch (NpgsqlException error) when (Faults.IsPassing(error) && attempt < Faults.Attempts)
            {
                // What was committed after all is not done again: its message is gone.
                await Faults.PauseAsync(attempt, CancellationToken.None);
            }
        }
    }

    /// <summary>Counts a failure; after the last attempt the message stays as a dead letter.</summary>
    public async Task FailAsync(long id, Exception error)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var read = new NpgsqlCommand("SELECT attempts FROM messages WHERE id = $1", connection) { Parameters = { Long(id) } };
        var attempts = (await read.ExecuteScalarAsync() as int? ?? 0) + 1;
        await using var statements = new Statements(connection);
        MessageSql.Fail(statements, id, error.Message, clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, attempts)), attempts >= LastAttempt);
        await statements.ExecuteAsync();
    }

    private async Task<Delivered> DeliverOnceAsync(long id, RunResult.Rejected? refusal)
    {
        await using var session = await BurstSession.OpenAsync(database, CancellationToken.None);
        if (await ClaimAsync(session, id) is not { } message) return new Delivered(null);
        switch (message.Kind)
        {
            case MessageKind.StartChild or MessageKind.StartByTrigger:
                return await starts.StartAsync(session, message, refusal);
            case MessageKind.PublishEvent:
                return new Delivered(await events.SpreadAsync(session, message));
            case MessageKind.NotifyParent:
                var report = JsonSerializer.Deserialize(message.Payload, StoreJson.Default.ChildReport)!;
                return await ApplyAsync(session, message, new ChildEnded(message.Bookmark!.Value, message.Source!.Value, report.Result.SubStatus, report.Result.Output) { Failure = report.Failure, IsMissing = report.IsMissing });
            case MessageKind.Resume:
                var payload = JsonSerializer.Deserialize<JsonElement>(message.Payload);
                return await ApplyAsync(session, message, new ResumeBookmark(message.Bookmark!.Value, payload.ValueKind == JsonValueKind.Null ? default : payload));
            case MessageKind.CancelChild:
                return await ApplyAsync(session, message, new CancelWorkflow("its parent no longer waits for it"));
            default:
                throw new InvalidOperationException($"Expected a known message, but {id} is of kind {message.Kind}.");
        }
    }

    private static async Task<Claimed?> ClaimAsync(BurstSession session, long id)
    {
        await using var statements = session.Write();
        statements.Add(BurstSession.Begin).Add(Claim, Long(id));
        session.HasBegun();
        await using var reader = await statements.ReadAsync(CancellationToken.None);
        if (!await reader.ReadAsync()) return null;
        return new Claimed(
            id,
            (MessageKind)reader.GetInt16(0),
            reader.IsDBNull(1) ? null : reader.GetGuid(1),
            reader.IsDBNull(2) ? null : reader.GetGuid(2),
            reader.IsDBNull(3) ? null : reader.GetInt32(3),
            PackedJson.Unpack(reader.GetFieldValue<byte[]>(4)),
            reader.IsDBNull(5) ? null : BurstSession.Unpack(reader.GetFieldValue<byte[]>(5)));
    }

    private async Task<Delivered> ApplyAsync(BurstSession session, Claimed message, Stimulus stimulus)
    {
        await using var statements = session.Write();
        if (message.State is { } state)
        {
            var version = await versions.ByIdAsync(state.DefinitionVersionId, session.Connection, CancellationToken.None)
                ?? throw new InvalidOperationException($"Expected version '{state.DefinitionVersionId}' of instance '{state.Id}' to exist, but it does not.");
            switch (engine.Decide(version.Workflow, state, stimulus, clock.GetUtcNow()))
            {
                case Burst burst:
                    BurstWriter.Continue(statements, state, burst, stimulus);
                    break;
                case Refused { Kind: Refusal.NotOpen } when message.Bookmark is { } bookmark && state.Bookmarks.Exists(b => b.Id == bookmark):
                    // It still waits, but is held or faulted: the message is kept for when it is taken up again.
                    MessageSql.Park(statements, message.Id);
                    return new Delivered(await session.CommitAsync(statements));
                case Refused { Kind: Refusal.Invalid } refused:
                    MessageSql.Fail(statements, message.Id, refused.Message, clock.GetUtcNow(), isDead: true);
                    return new Delivered(await session.CommitAsync(statements));
                case Refused:
                    // Resumed by another, or over.
                    break;
            }
        }

        MessageSql.Done(statements, message.Id);
        return new Delivered(await session.CommitAsync(statements));
    }
}
