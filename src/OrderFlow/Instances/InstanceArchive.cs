using System.Text.Json;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>An instance as a file holds it: enough to take it up again. Letters that wait to be sent are not in it: they would be sent twice.</summary>
/// <param name="Tasks">Rows of their tables, as the database writes them.</param>
internal sealed record ArchivedInstance(JsonElement State, JsonElement Journal, JsonElement Tasks, JsonElement Assignees, JsonElement Decisions);

/// <summary>Takes instances out as data, and brings back what was deleted here or comes from a copy of this database.</summary>
internal sealed class InstanceArchive(NpgsqlDataSource database, CompiledVersions versions, TimeProvider clock)
{
    /// <summary>Null: there is no such instance.</summary>
    public async Task<ArchivedInstance?> ReadAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var statements = new Statements(connection);
        // A share lock keeps bursts out until all is read.
        statements.Add(BurstSession.Begin);
        statements.Add("SELECT state FROM instances WHERE id = $1 FOR SHARE", Uuid(id));
        statements.Add("SELECT entries FROM journal WHERE instance_id = $1 ORDER BY burst", Uuid(id));
        statements.Add("SELECT coalesce(json_agg(t), '[]')::text FROM tasks t WHERE instance_id = $1", Uuid(id));
        statements.Add("SELECT coalesce(json_agg(a), '[]')::text FROM task_assignees a WHERE task_id IN (SELECT id FROM tasks WHERE instance_id = $1)", Uuid(id));
        statements.Add("SELECT coalesce(json_agg(d), '[]')::text FROM task_decisions d WHERE instance_id = $1", Uuid(id));
        statements.Add("COMMIT");
        await using var reader = await statements.ReadAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        var state = Parse(PackedJson.Unpack(reader.GetFieldValue<byte[]>(0)));
        await reader.NextResultAsync(cancel);
        var journal = new List<JsonElement>();
        while (await reader.ReadAsync(cancel)) journal.AddRange(Parse(PackedJson.Unpack(reader.GetFieldValue<byte[]>(0))).EnumerateArray());
        return new ArchivedInstance(state, JsonSerializer.SerializeToElement(journal), await RowsAsync(reader, cancel), await RowsAsync(reader, cancel), await RowsAsync(reader, cancel));
    }

    /// <summary>Brings an instance back under its own id, with a line in its journal that says who did.</summary>
    /// <returns>Null: it is back. Nothing was written otherwise.</returns>
    public async Task<RunResult.Rejected?> RestoreAsync(ArchivedInstance archive, string actor, CancellationToken cancel)
    {
        if (Read(archive) is not var (state, journal)) return Unfit("its state or journal cannot be read");
        if ((await versions.ByIdAsync(state.DefinitionVersionId, cancel))?.Workflow is not { } workflow)
            return new(Rejection.Invalid, $"Instance '{state.Id}' runs on version {state.DefinitionVersion} of '{state.DefinitionId}' ('{state.DefinitionVersionId}'), which is not here.");
        var runs = state.Executions.Select(e => e.Id).ToHashSet();
        if (state.Executions.Exists(e => workflow.Find(e.ActivityId) is null || (e.ParentId != 0 && !runs.Contains(e.ParentId))) || state.Bookmarks.Exists(b => !runs.Contains(b.ExecutionId)))
            return Unfit("its state does not fit the version that it runs on");

        state.Revision++;
        state.UpdatedAt = clock.GetUtcNow();
        var note = new JournalEntry { Sequence = ++state.LastSequence, At = state.UpdatedAt, ExecutionId = 1, ActivityId = workflow.Workflow.Key, Event = JournalEvent.Action, Message = "Restored from a file", Actor = actor };
        // All lines are one row of today: the months in which they were written may be gone.
        var burst = new Burst(state, [.. journal, note], [.. Effects(state)]) { StoredState = StateJson.Write(state) };
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var statements = new Statements(connection);
        BurstWriter.Start(statements, burst, new StartWorkflow());
        Add(statements, "INSERT INTO tasks SELECT * FROM json_populate_recordset(NULL::tasks, $1) r WHERE r.instance_id = $2", archive.Tasks, state.Id);
        Add(statements, "INSERT INTO task_decisions SELECT * FROM json_populate_recordset(NULL::task_decisions, $1) r WHERE r.instance_id = $2", archive.Decisions, state.Id);
        Add(statements, "INSERT INTO task_assignees SELECT r.* FROM json_populate_recordset(NULL::task_assignees, $1) r JOIN tasks t ON t.id = r.task_id AND t.instance_id = $2", archive.Assignees, state.Id);
        try
        {
            await statements.ExecuteAsync();
            return null;
        }
        catch (PostgresException duplicate) when (duplicate.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new(Rejection.Conflict, $"There is an instance '{state.Id}' already, or a task of it.");
        }
        catch (PostgresException unfit) when (unfit.SqlState.StartsWith("22", StringComparison.Ordinal) || unfit.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            return Unfit("its tasks cannot be read");
        }
    }

    private static IEnumerable<Effect> Effects(InstanceState state) =>
    [
        .. state.Deadlines.Select(d => new SetDeadline(d.Id, d.BookmarkId, d.Kind, d.DueAt)),
        .. state.Bookmarks.Where(b => b.Kind is BookmarkKind.Event or BookmarkKind.RunTask or BookmarkKind.HttpEndpoint).Select(b => new AddBookmark(b.Id, b.Kind, b.Key, b.Reference, b.ActivityId)),
    ];

    private static (InstanceState State, IReadOnlyList<JournalEntry> Journal)? Read(ArchivedInstance archive)
    {
        try
        {
            var state = StateJson.ReadState(JsonSerializer.SerializeToUtf8Bytes(archive.State));
            var journal = StateJson.ReadJournal(JsonSerializer.SerializeToUtf8Bytes(archive.Journal));
            return state.Id == Guid.Empty || state.Revision < 1 ? null : (state, journal);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Add(Statements statements, string sql, JsonElement rows, Guid instance) =>
        statements.Add(sql, Json(rows.ValueKind == JsonValueKind.Array ? rows.GetRawText() : "[]"), Uuid(instance));

    private static async Task<JsonElement> RowsAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        return Parse(System.Text.Encoding.UTF8.GetBytes(reader.GetString(0)));
    }

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.Clone();
    }

    private static RunResult.Rejected Unfit(string why) => new(Rejection.Invalid, $"The file does not hold an instance that can be taken up: {why}.");
}
