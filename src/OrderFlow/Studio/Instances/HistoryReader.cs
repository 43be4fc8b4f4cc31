using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Studio.Instances;

/// <summary>Reads what is known of an instance: one round trip, and the compiled version from memory.</summary>
internal sealed class HistoryReader(NpgsqlDataSource database, CompiledVersions versions)
{
    /// <summary>Null: there is no such instance.</summary>
    public async Task<InstanceHistory?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        InstanceState state;
        var journal = new List<JournalEntry>();
        await using (var statements = new Statements(connection))
        {
            statements.Add("SELECT state FROM instances WHERE id = $1", Uuid(id));
            statements.Add("SELECT entries, burst FROM journal WHERE instance_id = $1 ORDER BY burst", Uuid(id));
            await using var reader = await statements.ReadAsync(cancel);
            if (!await reader.ReadAsync(cancel)) return null;
            state = StateJson.ReadState(PackedJson.Unpack(reader.GetFieldValue<byte[]>(0)));
            await reader.NextResultAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                // A burst may be committed between the two: it is not of this state.
                if (reader.GetInt32(1) <= state.Revision) journal.AddRange(StateJson.ReadJournal(PackedJson.Unpack(reader.GetFieldValue<byte[]>(0))));
            }
        }

        return new InstanceHistory(state, journal, (await versions.ByIdAsync(state.DefinitionVersionId, connection, cancel))?.Workflow);
    }

    /// <summary>By its text, as Elsa's clients send it. Null: there is no such instance.</summary>
    public Task<InstanceHistory?> FindAsync(string? id, CancellationToken cancel) =>
        Guid.TryParse(id, out var known) ? FindAsync(known, cancel) : Task.FromResult<InstanceHistory?>(null);

    /// <summary>The run of an activity with its instance. Null: there is none.</summary>
    public async Task<(InstanceHistory History, ActivityRun Run)?> FindRunAsync(string? key, CancellationToken cancel) =>
        ExecutionKey.Parse(key) is { } known && await FindAsync(known.InstanceId, cancel) is { } history && history.Run(known.Number) is { } run ? (history, run) : null;
}
