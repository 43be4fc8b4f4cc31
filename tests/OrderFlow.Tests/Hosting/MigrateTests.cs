using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Hosting;

public sealed class MigrateTests
{
    [Fact]
    public async Task An_empty_database_gets_the_schema_and_a_second_run_has_nothing_to_do()
    {
        await using var database = await TestPostgres.CreateAsync();
        await TestPostgres.ExecuteAsync(database.ConnectionString, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        await using var first = HostProcess.Begin("migrate", $"--ConnectionStrings:OrderFlow={database.ConnectionString}");
        (await first.ExitAsync()).ShouldBe(0);

        await using var second = HostProcess.Begin("migrate", $"--ConnectionStrings:OrderFlow={database.ConnectionString}");

        (await second.ExitAsync()).ShouldBe(0);
        first.Output.ShouldContain("Applied ");
        second.Output.Trim().ShouldBe("The schema is up to date.");
        await TestPostgres.ExecuteAsync(database.ConnectionString, "SELECT * FROM instances");
    }
}
