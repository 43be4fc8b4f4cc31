using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Studio.Instances;

/// <summary>Lists of instances as Elsa's clients page them: any page, with the count of all.</summary>
internal sealed class InstanceLists(NpgsqlDataSource database)
{
    private const string Columns =
        "id, definition_id, definition_version_id, version, status, sub_status, correlation_id, name, incident_count, created_at, updated_at, finished_at";

    public async Task<(IReadOnlyList<SummaryShape> Items, long Count)> PageAsync(InstanceListQuery query, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var statements = new Statements(connection);
        statements.Add("SELECT count(*) FROM instances" + query.Where, [.. query.Parameters]);
        var parameters = query.Parameters.Select(p => p.Clone()).Append(Int(query.Limit)).Append(Long(query.Offset)).ToArray();
        statements.Add(
            $"SELECT {Columns} FROM instances{query.Where} ORDER BY {query.Order} LIMIT ${parameters.Length - 1} OFFSET ${parameters.Length}", parameters);
        await using var reader = await statements.ReadAsync(cancel);
        await reader.ReadAsync(cancel);
        var count = reader.GetInt64(0);
        await reader.NextResultAsync(cancel);
        var items = new List<SummaryShape>();
        while (await reader.ReadAsync(cancel)) items.Add(Read(reader));
        return (items, count);
    }

    /// <summary>Where an instance stands. Null: there is none.</summary>
    public async Task<SummaryShape?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM instances WHERE id = $1");
        command.Parameters.Add(Uuid(id));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Read(reader) : null;
    }

    private static SummaryShape Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetInt32(3),
        (WorkflowStatus)row.GetInt16(4),
        (WorkflowSubStatus)row.GetInt16(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.GetInt32(8),
        row.GetFieldValue<DateTimeOffset>(9),
        row.GetFieldValue<DateTimeOffset>(10),
        row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11));
}
