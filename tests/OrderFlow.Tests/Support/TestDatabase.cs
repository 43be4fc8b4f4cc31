using Npgsql;

namespace OrderFlow.Tests.Support;

/// <summary>One test's own database; gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string maintenance;
    private readonly string name;

    internal TestDatabase(string connectionString, string maintenance, string name) =>
        (ConnectionString, this.maintenance, this.name) = (connectionString, maintenance, name);

    public string ConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await TestPostgres.ExecuteAsync(maintenance, $"DROP DATABASE {name} WITH (FORCE)");
    }
}
