using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using OrderFlow.Tasks;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>The task that a command names, as it is while its instance is locked.</summary>
/// <param name="Actor">Null: open, withdrawn, or the deadline decided.</param>
internal sealed record LockedTask(Guid Id, string Title, TaskState State, string? Outcome, string? Actor, DateTimeOffset? ClosedAt, int Revision);

/// <summary>What the first round trip brings.</summary>
/// <param name="State">Null: there is no such instance.</param>
/// <param name="Task">Null: the target is no task.</param>
/// <param name="Earlier">Not null: the operation was carried out before.</param>
internal sealed record Locked(InstanceState? State, LockedTask? Task, Earlier? Earlier);

/// <summary>
/// One transaction on one instance: a round trip that begins it and takes the lock, one that writes everything and commits.
/// Not committed, it is rolled back at the end.
/// </summary>
internal sealed class BurstSession : IAsyncDisposable
{
    // By name, so that a server with another default cannot change what a lock means.
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    private readonly NpgsqlConnection connection;
    private bool isOpen;

    private BurstSession(NpgsqlConnection connection) => this.connection = connection;

    public NpgsqlConnection Connection => connection;

    public static async Task<BurstSession> OpenAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        new(await database.OpenConnectionAsync(cancel));

    /// <summary>
    /// Locks the instance. Whoever waited for the lock sees the row as the winner left it; the statements that follow begin
    /// after that and see the rest of what he wrote, too.
    /// </summary>
    public async Task<Locked> LockAsync(InstanceTarget target, Operation? operation, CancellationToken cancel)
    {
        await using var statements = new Statements(connection);
        statements.Add(Begin);
        isOpen = true;
        var (where, id) = target switch
        {
            InstanceTarget.ById by => ("$1", by.InstanceId),
            InstanceTarget.ByTask by => ("(SELECT t.instance_id FROM tasks t WHERE t.id = $1)", by.TaskId),
            InstanceTarget.ByDeadline by => ("(SELECT d.instance_id FROM deadlines d WHERE d.id = $1)", by.DeadlineId),
            InstanceTarget.ByReference by => ("(SELECT b.instance_id FROM bookmarks b WHERE b.reference = $1 LIMIT 1)", by.Reference),
            _ => throw new InvalidOperationException($"Expected a known target, but got {target.GetType().Name}."),
        };
        statements.Add($"SELECT i.state FROM instances i WHERE i.id = {where} FOR UPDATE", Uuid(id));
        if (target is InstanceTarget.ByTask task)
            statements.Add("SELECT title, state, outcome, actor, closed_at, revision FROM tasks WHERE id = $1", Uuid(task.TaskId));
        if (operation is not null) statements.Add(Operation.Select, Uuid(operation.Id));

        await using var reader = await statements.ReadAsync(cancel);
        var state = await reader.ReadAsync(cancel) ? Unpack(reader.GetFieldValue<byte[]>(0)) : null;
        LockedTask? locked = null;
        if (target is InstanceTarget.ByTask && await reader.NextResultAsync(cancel) && await reader.ReadAsync(cancel)) locked = Read(((InstanceTarget.ByTask)target).TaskId, reader);
        Earlier? earlier = null;
        if (operation is not null && await reader.NextResultAsync(cancel)) earlier = await operation.ReadAsync(reader, cancel);
        return new Locked(state, locked, earlier);
    }

    /// <summary>Statements of this transaction.</summary>
    public Statements Write() => new(connection);

    /// <summary>Writes and commits in one round trip.</summary>
    /// <returns>Ids of the messages left for others.</returns>
    public async Task<List<long>> CommitAsync(Statements statements)
    {
        var ids = await statements.Add("COMMIT").ExecuteAsync();
        isOpen = false;
        return ids;
    }

    public void HasBegun() => isOpen = true;

    public static InstanceState Unpack(byte[] stored) => StateJson.ReadState(PackedJson.Unpack(stored));

    public async ValueTask DisposeAsync()
    {
        if (isOpen && connection.State == System.Data.ConnectionState.Open) await RollBackAsync();
        await connection.DisposeAsync();
    }

    private static LockedTask Read(Guid id, NpgsqlDataReader reader) => new(
        id,
        reader.GetString(0),
        (TaskState)reader.GetInt16(1),
        reader.IsDBNull(2) ? null : reader.GetString(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
        reader.GetInt32(5));

    private async Task RollBackAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand("ROLLBACK", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the transaction with it; what broke it is on its way to the caller.
        }
    }
}
