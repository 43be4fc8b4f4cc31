using Npgsql;

namespace OrderFlow.Persistence;

/// <summary>
/// Statements that go to the server together and come back together: one round trip. Outside a transaction they are one of
/// their own. When one fails, those after it are not executed.
/// </summary>
internal sealed class Statements(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch batch = new(connection);

    public Statements Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
        return this;
    }

    /// <summary>For statements that give rows; the results come in the order of those that do.</summary>
    public Task<NpgsqlDataReader> ReadAsync(CancellationToken cancel) => batch.ExecuteReaderAsync(cancel);

    /// <summary>Executes all. Not to be interrupted: what was committed would not be known.</summary>
    /// <returns>The numbers that "RETURNING id" gave, of all statements.</returns>
    public async Task<List<long>> ExecuteAsync()
    {
        await using var reader = await batch.ExecuteReaderAsync();
        var ids = new List<long>();
        do
        {
            while (await reader.ReadAsync())
                if (reader.GetDataTypeName(0) == "bigint") ids.Add(reader.GetInt64(0));
        }
        while (await reader.NextResultAsync());
        return ids;
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();
}
