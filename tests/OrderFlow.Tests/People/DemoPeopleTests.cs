using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OrderFlow.People;
using OrderFlow.Persistence;
using OrderFlow.Tests.Definitions;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.People;

public partial class DemoPeopleTests
{
    [Fact]
    public async Task The_demo_has_somebody_for_every_role_of_the_shipped_workflows_and_is_made_once()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStore(database.ConnectionString).AddSingleton<DemoPeople>().BuildServiceProvider();
        var demo = services.GetRequiredService<DemoPeople>();

        (await demo.SeedAsync(default)).ShouldBeTrue();
        (await demo.SeedAsync(default)).ShouldBeFalse();

        await using var db = await services.GetRequiredService<IDbContextFactory<OrderFlowDb>>().CreateDbContextAsync();
        var asked = 0;
        var roles = (await db.Users.ToListAsync()).SelectMany(u => u.Roles).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(ShippedDefinitionTests.Folder(), "*.json"))
            foreach (Match match in RoleLists().Matches(await File.ReadAllTextAsync(file)))
            {
                asked++;
                roles.ShouldContain(match.Groups["role"].Value, file);
            }

        asked.ShouldBeGreaterThan(8);
    }

    // Roles are written as a JSON list in a string: "value": "[\"sales\"]"; escalation as a plain name.
    [GeneratedRegex("""\[\\"(?<role>[a-z-]+)\\"\]|"escalateTo":[^}]*"value": "(?<role>[a-z-]+)""")]
    private static partial Regex RoleLists();
}
