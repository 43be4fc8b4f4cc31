using System.Diagnostics;
using System.Globalization;
using System.Net;
using OrderFlow.Persistence.Embedded;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Persistence.Embedded;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_stopped_host_leaves_no_server_and_keeps_its_data()
    {
        await using var folder = new TemporaryFolder();
        var first = await EmbeddedPostgres.StartAsync(Hasty(folder), CancellationToken.None);
        await TestPostgres.ExecuteAsync(first.ConnectionString, "CREATE TABLE kept (id int)");
        var server = await ServerIdAsync(folder);
        IsRunning(server).ShouldBeTrue();

        await first.DisposeAsync();

        IsRunning(server).ShouldBeFalse();
        await using var second = await EmbeddedPostgres.StartAsync(Hasty(folder), CancellationToken.None);
        await TestPostgres.ExecuteAsync(second.ConnectionString, "SELECT * FROM kept");
    }

    [Fact]
    public async Task A_host_takes_over_after_kill_9_of_the_one_before()
    {
        await using var folder = new TemporaryFolder();
        var (killed, _) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}");
        var orphan = (await ServerIdAsync(folder))!.Value;
        await killed.KillAsync();
        IsRunning(orphan).ShouldBeTrue();

        var (host, client) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}");
        await using var _ = host;

        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        IsRunning(orphan).ShouldBeFalse();
        (await host.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_host_recovers_after_kill_9_of_host_and_server()
    {
        await using var folder = new TemporaryFolder();
        var (killed, _) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}");
        await killed.KillAsync();
        Kill((await ServerIdAsync(folder))!.Value);

        var (host, client) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}");
        await using var _ = host;

        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_running_host_replaces_a_killed_server()
    {
        await using var folder = new TemporaryFolder();
        var (host, client) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}");
        await using var _ = host;
        var before = await ServerIdAsync(folder);

        Kill(before!.Value);

        await Eventually.TrueAsync(async () => await ServerIdAsync(folder) is { } now && now != before);
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_process_that_got_a_dead_servers_id_is_not_taken_for_it()
    {
        await using var folder = new TemporaryFolder();
        await using (await EmbeddedPostgres.StartAsync(Hasty(folder), CancellationToken.None))
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "kept"), await File.ReadAllTextAsync(PidFile(folder)));
        }

        var start = new ProcessStartInfo("sleep", ["600"]);
        if (Environment.IsPrivilegedProcess)
            start.UserName = "nobody";
        using var other = Process.Start(start)!;
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "kept"));
        lines[0] = other.Id.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(PidFile(folder), lines);

        await using (var postgres = await EmbeddedPostgres.StartAsync(Hasty(folder), CancellationToken.None))
        {
            await TestPostgres.ExecuteAsync(postgres.ConnectionString, "SELECT 1");
        }

        other.HasExited.ShouldBeFalse();
        other.Kill();
    }

    [Theory]
    [InlineData("")]
    [InlineData("what is this\n")]
    [InlineData("-7\n/nowhere\n12\n")]
    public async Task A_spoilt_postmaster_pid_does_not_keep_the_server_from_starting(string text)
    {
        await using var folder = new TemporaryFolder();
        await using (await EmbeddedPostgres.StartAsync(Hasty(folder), CancellationToken.None))
        {
        }

        await File.WriteAllTextAsync(PidFile(folder), text);

        await using var postgres = await EmbeddedPostgres.StartAsync(Hasty(folder), CancellationToken.None);
        await TestPostgres.ExecuteAsync(postgres.ConnectionString, "SELECT 1");
    }

    [Fact]
    public async Task A_cluster_whose_making_was_killed_is_made_anew()
    {
        await using var folder = new TemporaryFolder();
        await using (var killed = HostProcess.Begin("--urls=http://127.0.0.1:0", $"--Postgres:Data={folder.Data}"))
        {
            await Eventually.TrueAsync(() => Task.FromResult(Drafts(folder).Any(d => Directory.Exists(Path.Combine(d, "base")))));
            await killed.KillAsync();
        }

        Directory.Exists(Path.Combine(folder.Data, "cluster")).ShouldBeFalse();
        var (host, client) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}");
        await using var _ = host;

        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static EmbeddedPostgresOptions Hasty(TemporaryFolder folder) =>
        new() { Data = folder.Data, Settings = new Dictionary<string, string> { ["fsync"] = "off" } };

    private static string[] Drafts(TemporaryFolder folder) =>
        Directory.Exists(folder.Data) ? Directory.GetDirectories(folder.Data, "new-cluster-*") : [];

    private static string PidFile(TemporaryFolder folder) => Path.Combine(folder.Data, "cluster", "postmaster.pid");

    private static async Task<int?> ServerIdAsync(TemporaryFolder folder) =>
        File.Exists(PidFile(folder)) && await File.ReadAllLinesAsync(PidFile(folder)) is [var id, ..] ? int.Parse(id, CultureInfo.InvariantCulture) : null;

    private static bool IsRunning(int? id) =>
        id is not null && File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }
}
