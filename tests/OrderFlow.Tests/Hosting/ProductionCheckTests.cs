using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using OrderFlow.Hosting;

namespace OrderFlow.Tests.Hosting;

public sealed class ProductionCheckTests
{
    [Theory]
    [InlineData("Production", "Demo:Enabled", "true", true)]
    [InlineData("Development", "Demo:Enabled", "true", false)]
    [InlineData("Production", "Demo:Enabled", "false", false)]
    [InlineData("Production", "Mail:Host", "", true)]
    [InlineData("Development", "Mail:Host", "", false)]
    [InlineData("Production", "ConnectionStrings:OrderFlow", "Host=db;Username=u;Password=Postgres", true)]
    [InlineData("Production", "ConnectionStrings:OrderFlow", "Host=db;Username=u;Password=8fW.Ty-1", false)]
    [InlineData("Production", "ConnectionStrings:OrderFlow", "Host=db;Username=u", false)]
    [InlineData("Development", "ConnectionStrings:OrderFlow", "Host=db;Username=u;Password=postgres", false)]
    public void What_everybody_can_guess_is_refused_in_production(string environment, string name, string value, bool refused)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Mail:Host", "mail.example.com")]).AddInMemoryCollection([new(name, value)]).Build();

        var check = () => ProductionCheck.Demand(configuration, new HostingEnvironment { EnvironmentName = environment });

        if (refused)
            check.ShouldThrow<CannotStartException>();
        else
            check.ShouldNotThrow();
    }
}
