using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrderFlow.Persistence;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Persistence;

public sealed class MigratorTests
{
    [Fact]
    public async Task Hosts_that_start_together_on_an_empty_database_migrate_it_once()
    {
        await using var database = await TestPostgres.CreateAsync();
        await TestPostgres.ExecuteAsync(database.ConnectionString, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(database.ConnectionString))));

        applied.Count(names => names.Count > 0).ShouldBe(1);
        (await MigrateAsync(database.ConnectionString)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_model_and_the_migrations_say_the_same()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var provider = Provider(database.ConnectionString);
        await using var db = provider.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<OrderFlowDb>>().CreateDbContext();

        Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.HasPendingModelChanges(db.Database).ShouldBeFalse();
    }

    [Fact]
    public async Task A_published_version_cannot_be_changed_by_any_statement()
    {
        await using var database = await TestPostgres.CreateAsync();
        await TestPostgres.ExecuteAsync(
            database.ConnectionString,
            """
            INSERT INTO definitions (id, definition_id, version, name, is_latest, is_published, published_at, json, hash, activation, usable_as_activity, created_at)
            VALUES ('v1', 'd', 1, 'D', true, true, now(), '{}', '\x00', 0, false, now())
            """);

        var error = await Should.ThrowAsync<PostgresException>(() => TestPostgres.ExecuteAsync(database.ConnectionString, "UPDATE definitions SET json = '[]'"));

        error.SqlState.ShouldBe("OF003");
        await TestPostgres.ExecuteAsync(database.ConnectionString, "UPDATE definitions SET is_published = false");
    }

    private static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString)
    {
        await using var provider = Provider(connectionString);
        return await provider.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
    }

    private static ServiceProvider Provider(string connectionString) =>
        new ServiceCollection().AddSingleton(TimeProvider.System).AddStore(connectionString).BuildServiceProvider();
}
