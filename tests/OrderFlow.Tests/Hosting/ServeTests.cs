using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Hosting;

public sealed class ServeTests
{
    [Fact]
    public async Task With_a_connection_string_the_embedded_PostgreSQL_stays_off()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var folder = new TemporaryFolder();

        var (host, client) = await HostProcess.StartAsync(
            $"--ConnectionStrings:OrderFlow={database.ConnectionString}", $"--Postgres:Data={folder.Data}");

        await using var _ = host;
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.Exists(folder.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_host_whose_database_is_gone_is_alive_but_not_ready()
    {
        var database = await TestPostgres.CreateAsync();
        var (host, client) = await HostProcess.StartAsync($"--ConnectionStrings:OrderFlow={database.ConnectionString}");
        await using var _ = host;

        await database.DisposeAsync();

        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_API_is_described_and_has_a_page()
    {
        await using var database = await TestPostgres.CreateAsync();
        var (host, client) = await HostProcess.StartAsync($"--ConnectionStrings:OrderFlow={database.ConnectionString}");
        await using var _ = host;

        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var page = await client.GetAsync("/scalar");

        document.RootElement.GetProperty("openapi").GetString().ShouldStartWith("3.");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task Every_address_that_takes_a_body_says_how_it_refuses_one()
    {
        await using var host = await ApiHost.StartAsync();

        var document = (await host.Anonymous.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Body!;

        var bodies = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Where(operation => operation.Value!["requestBody"] is not null).ToList();
        bodies.Count.ShouldBeGreaterThan(10);
        foreach (var operation in bodies)
            new[] { "400", "413", "415" }.ShouldBeSubsetOf(operation.Value!["responses"]!.AsObject().Select(r => r.Key), operation.Value.ToJsonString());
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, port: 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";

        await using var host = HostProcess.Begin($"--urls={url}");

        (await host.ExitAsync()).ShouldBe(1);
        host.Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith($"OrderFlow: Another program listens on {url};");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_one_sentence_without_the_password()
    {
        await using var host = HostProcess.Begin(
            "--urls=http://127.0.0.1:0", "--ConnectionStrings:OrderFlow=Host=127.0.0.1;Port=1;Username=u;Password=hush-hush;Database=d");

        (await host.ExitAsync()).ShouldBe(1);
        host.Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("OrderFlow: The PostgreSQL server of ConnectionStrings:OrderFlow (127.0.0.1:1) does not answer");
        host.Output.ShouldNotContain("hush-hush");
    }

    [Fact]
    public async Task The_password_of_the_embedded_server_is_never_printed()
    {
        await using var folder = new TemporaryFolder();
        var (host, _) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}", "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Npgsql=Debug");
        var file = Path.Combine(folder.Data, "cluster", "orderflow.password");
        var password = (await File.ReadAllTextAsync(file)).Trim();

        await host.StopAsync();

        password.Length.ShouldBe(48);
        host.Output.ShouldNotContain(password);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_database_with_the_demos_people_is_refused_in_production()
    {
        await using var database = await TestPostgres.CreateAsync();
        var connection = $"--ConnectionStrings:OrderFlow={database.ConnectionString}";
        var (demo, client) = await HostProcess.StartAsync(connection, "--Demo:Enabled=true");
        client.Dispose();
        await demo.DisposeAsync();

        await using var host = HostProcess.Begin("--urls=http://127.0.0.1:0", "--environment=Production", "--Mail:Host=mail.example.com", connection);

        (await host.ExitAsync()).ShouldBe(1);
        host.Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("OrderFlow: People of the demo can sign in");
    }

    [Fact]
    public async Task A_misspelt_command_is_refused()
    {
        await using var host = HostProcess.Begin("serv");

        (await host.ExitAsync()).ShouldBe(1);
        host.Output.ShouldContain("'serv'");
    }
}
