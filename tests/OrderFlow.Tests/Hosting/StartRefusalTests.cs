using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Npgsql;
using OrderFlow.Hosting;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Hosting;

public sealed class StartRefusalTests
{
    [Theory]
    [InlineData("zz", "not an address")]
    [InlineData("http://localhost:99999", "65535")]
    [InlineData("ftp://localhost:5080", "neither http nor https")]
    [InlineData("http://127.0.0.1:0/base", "no path")]
    [InlineData("http://localhost:0", "127.0.0.1")]
    public void An_address_that_nobody_can_listen_on_is_named(string url, string reason)
    {
        var check = () => Addresses.Demand(Configuration("urls", url));

        var message = check.ShouldThrow<CannotStartException>().Message;
        message.ShouldContain(url);
        message.ShouldContain(reason);
        message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("Demo:Enabled", "foo", "true or false")]
    [InlineData("Journal:KeepMonths", "0", "1 or more")]
    [InlineData("Journal:KeepMonths", "many", "1 or more")]
    [InlineData("Mail:Port", "70000", "65535")]
    [InlineData("Mail:RequireTls", "perhaps", "true or false")]
    [InlineData("Mail:Timeout", "soon", "a duration")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "zz", "an address")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Warning")]
    [InlineData("Logging:Console:LogLevel:Npgsql", "Loud", "Warning")]
    public void A_setting_that_does_not_fit_is_named_with_what_would(string name, string value, string expected)
    {
        var check = () => SettingsCheck.Demand(Configuration(name, value));

        var message = check.ShouldThrow<CannotStartException>().Message;
        message.ShouldContain($"{name} is '{value}'");
        message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("Demo:Enabled", "True")]
    [InlineData("Journal:KeepMonths", "12")]
    [InlineData("Mail:Port", "")]
    [InlineData("Mail:Timeout", "00:00:05")]
    [InlineData("Logging:LogLevel:Default", "warning")]
    public void A_setting_that_fits_is_taken(string name, string value) => SettingsCheck.Demand(Configuration(name, value));

    [Theory]
    [InlineData("garbage", "cannot be read")]
    [InlineData("Host=127.0.0.1;Port=abc", "port")]
    [InlineData("Username=x", "Host is missing")]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Password=secret-1", "(127.0.0.1:1) does not answer")]
    public async Task A_connection_string_that_leads_nowhere_is_one_sentence_without_its_password(string connectionString, string reason)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:OrderFlow"] = connectionString;

        var message = (await Should.ThrowAsync<CannotStartException>(() => HostDatabase.OpenAsync(builder, CancellationToken.None))).Message;

        message.ShouldContain(reason);
        message.ShouldContain("ConnectionStrings:OrderFlow");
        message.ShouldNotContain("secret-1");
        message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_wrong_password_and_a_user_without_rights_are_one_sentence()
    {
        await using var database = await TestPostgres.CreateAsync();
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var user = $"weak_{settings.Database}";
        await TestPostgres.ExecuteAsync(database.ConnectionString, $"CREATE ROLE {user} LOGIN PASSWORD 'weak'");
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "wrong" }.ConnectionString;
        var weak = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user, Password = "weak" }.ConnectionString;

        (await SentenceAsync(wrong)).ShouldEndWith("refuses: password authentication failed for user \"orderflow\".");
        (await SentenceAsync(weak)).ShouldStartWith("OrderFlow: The database cannot be brought to the newest schema: permission denied");
    }

    [Fact]
    public async Task A_file_of_settings_that_cannot_be_read_is_one_sentence()
    {
        await using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), "{ \"a\": ");

        var check = () => HostBuilder.Create([$"--contentRoot={folder.Path}"]);

        var message = check.ShouldThrow<CannotStartException>().Message;
        message.ShouldContain("appsettings.json");
        message.ShouldNotContain('\n');
    }

    private static async Task<string> SentenceAsync(string connectionString)
    {
        await using var host = HostProcess.Begin("--urls=http://127.0.0.1:0", $"--ConnectionStrings:OrderFlow={connectionString}");
        (await host.ExitAsync()).ShouldBe(1, host.Output);
        return host.Output.Trim().Split('\n').ShouldHaveSingleItem();
    }

    private static IConfiguration Configuration(string name, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
}
