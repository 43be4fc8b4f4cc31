using Npgsql;

namespace OrderFlow.Tests.Support;

public sealed class TestPostgresTests
{
    [Fact]
    public async Task Each_test_has_a_database_of_its_own()
    {
        await using var one = await TestPostgres.CreateAsync();
        await using var other = await TestPostgres.CreateAsync();

        await TestPostgres.ExecuteAsync(one.ConnectionString, "CREATE TABLE mark (id int)");

        await Should.ThrowAsync<PostgresException>(() => TestPostgres.ExecuteAsync(other.ConnectionString, "SELECT * FROM mark"));
    }

    [Fact]
    public async Task A_database_goes_with_its_test()
    {
        var database = await TestPostgres.CreateAsync();
        await TestPostgres.ExecuteAsync(database.ConnectionString, "SELECT 1");

        await database.DisposeAsync();

        var error = await Should.ThrowAsync<PostgresException>(() => TestPostgres.ExecuteAsync(database.ConnectionString, "SELECT 1"));
        error.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }
}
