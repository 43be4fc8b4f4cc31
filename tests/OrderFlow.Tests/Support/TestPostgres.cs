using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrderFlow.Persistence;
using OrderFlow.Persistence.Embedded;

namespace OrderFlow.Tests.Support;

/// <summary>
/// The tests' PostgreSQL: one cluster per test process in a temporary folder, one template with the product's schema, and
/// a database of its own for each test that asks. It goes with the process; what a killed run left goes with the next.
/// </summary>
public static class TestPostgres
{
    private const string Prefix = "orderflow-tests-";
    private const string Template = "orderflow_template";
    private static readonly Lazy<Task<string>> Server = new(StartAsync);
    private static (EmbeddedPostgres Postgres, EmbeddedPostgresOptions Options)? running;
    private static int made;

    /// <summary>A new database, equal to the template.</summary>
    public static async Task<TestDatabase> CreateAsync(CancellationToken cancel = default)
    {
        var maintenance = await Server.Value.WaitAsync(cancel);
        var name = $"test_{Interlocked.Increment(ref made)}";
        await ExecuteAsync(maintenance, $"CREATE DATABASE {name} TEMPLATE {Template}", cancel);
        return new TestDatabase(With(maintenance, name, pooling: true), maintenance, name);
    }

    internal static async Task RemoveAsync()
    {
        if (running is not var (postgres, options))
            return;
        await postgres.DisposeAsync();
        await EmbeddedPostgres.RemoveAsync(options, CancellationToken.None);
    }

    // The schema comes here once: every test's database is a copy.
    private static async Task PrepareTemplateAsync(string connectionString)
    {
        await using var provider = new ServiceCollection().AddSingleton(TimeProvider.System).AddStore(connectionString).BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
    }

    private static async Task<string> StartAsync()
    {
        var temporary = Path.GetTempPath();
        // A run that begins at this moment has made its folder but not yet locked it: leave the young ones alone.
        foreach (var left in Directory.EnumerateDirectories(temporary, Prefix + "*"))
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(left) > TimeSpan.FromMinutes(1))
                await EmbeddedPostgres.RemoveAsync(new EmbeddedPostgresOptions { Data = left }, CancellationToken.None);

        var options = new EmbeddedPostgresOptions
        {
            Data = Path.Combine(temporary, Prefix + Guid.NewGuid().ToString("n")),
            Database = Template,
            Settings = Hasty,
        };
        var postgres = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
        running = (postgres, options);
        await PrepareTemplateAsync(With(postgres.ConnectionString, Template, pooling: false));
        return With(postgres.ConnectionString, "postgres", pooling: true);
    }

    // A test's data lives for a second; no crash of the machine is survived with it.
    private static Dictionary<string, string> Hasty => new()
    {
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
        ["synchronous_commit"] = "off",
        ["max_connections"] = "500",
        ["max_wal_size"] = "4GB",
        ["autovacuum_naptime"] = "10min",
    };

    private static string With(string connectionString, string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = pooling }.ConnectionString;

    internal static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
