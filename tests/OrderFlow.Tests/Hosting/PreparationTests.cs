using Microsoft.Extensions.DependencyInjection;
using OrderFlow.Hosting;
using OrderFlow.People;
using OrderFlow.Persistence;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Hosting;

public sealed class PreparationTests
{
    [Fact]
    public async Task A_host_has_the_keys_of_sessions_before_it_listens_or_says_why_not()
    {
        await using var host = await ApiHost.StartAsync(isQuiet: true);
        await host.AddUserAsync("ann", "a-long-password");

        Preparation.LoadKeys(host.Get<IServiceProvider>());
        await host.Store.ExecuteAsync("ALTER TABLE protection_keys RENAME TO gone");

        // Read once, they are known: who signs in and calls does not need the table.
        (await host.Anonymous.PostAsync("/api/session", new { name = "ann", password = "a-long-password" })).Expect(System.Net.HttpStatusCode.OK);
        await using var cold = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStore(host.Store.ConnectionString).AddPeople().BuildServiceProvider();
        Should.Throw<CannotStartException>(() => Preparation.LoadKeys(cold)).Message.ShouldStartWith("The keys of session cookies cannot be read from the database: relation");
    }
}
