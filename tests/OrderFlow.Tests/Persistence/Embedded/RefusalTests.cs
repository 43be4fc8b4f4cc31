using OrderFlow.Persistence.Embedded;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Persistence.Embedded;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_second_host_on_the_same_data_folder_is_refused()
    {
        await using var folder = new TemporaryFolder();
        var (first, client) = await HostProcess.StartAsync($"--Postgres:Data={folder.Data}");
        await using var _ = first;

        await using var second = HostProcess.Begin("--urls=http://127.0.0.1:0", $"--Postgres:Data={folder.Data}");

        (await second.ExitAsync()).ShouldBe(1);
        ShouldBeOneSentence(second.Output).ShouldContain($"Another OrderFlow host uses the data folder '{folder.Data}'");
        (await client.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_without_write_permission_is_refused()
    {
        await using var folder = new TemporaryFolder();
        // Permissions do not bind root; a kernel's folder does.
        var parent = Environment.IsPrivilegedProcess ? "/proc" : folder.Path;
        folder.Forbid();

        await using var host = HostProcess.Begin("--urls=http://127.0.0.1:0", $"--Postgres:Data={parent}/postgres");

        (await host.ExitAsync()).ShouldBe(1);
        ShouldBeOneSentence(host.Output).ShouldContain($"'{parent}/postgres'");
    }

    [Theory]
    [InlineData("PG_VERSION")]
    [InlineData("global/pg_control")]
    [InlineData("orderflow.password")]
    public async Task A_broken_cluster_is_refused_and_left_as_it_is(string missing)
    {
        await using var folder = new TemporaryFolder();
        await using (await EmbeddedPostgres.StartAsync(Hasty(folder), CancellationToken.None))
        {
        }

        var cluster = Path.Combine(folder.Data, "cluster");
        File.Delete(Path.Combine(cluster, missing));
        var before = Contents(cluster);

        await using var host = HostProcess.Begin("--urls=http://127.0.0.1:0", $"--Postgres:Data={folder.Data}");

        (await host.ExitAsync()).ShouldBe(1);
        ShouldBeOneSentence(host.Output).ShouldContain(folder.Data);
        Contents(cluster).ShouldBe(before);
    }

    [Fact]
    public async Task Two_data_folders_that_lead_to_one_cluster_are_not_used_at_once()
    {
        await using var folder = new TemporaryFolder();
        var elsewhere = Path.Combine(folder.Path, "elsewhere");
        var first = DataFolder.Hold(Path.Combine(folder.Path, "first"));
        using var copy = DataFolder.Hold(Path.Combine(folder.Path, "copy"));
        using (first.At(elsewhere))
        {
            var second = () => copy.At(elsewhere);

            second.ShouldThrow<EmbeddedPostgresException>().Message.ShouldContain($"'{elsewhere}'");
        }

        copy.At(elsewhere).Path.ShouldBe(elsewhere);
    }

    [Fact]
    public async Task Programs_that_are_not_there_are_named()
    {
        await using var folder = new TemporaryFolder();
        var options = Hasty(folder) with { Binaries = "/nowhere" };

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(options, CancellationToken.None));

        error.Message.ShouldContain("npm ci");
        error.Message.ShouldContain("'/nowhere'");
    }

    [Fact]
    public async Task A_folder_whose_name_a_shell_would_read_is_refused()
    {
        await using var folder = new TemporaryFolder();
        var options = Hasty(folder) with { Data = Path.Combine(folder.Path, "$(touch x)") };

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(options, CancellationToken.None));

        error.Message.ShouldContain("Postgres:Data");
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_named()
    {
        await using var folder = new TemporaryFolder();
        var command = () => Command.RunAsync("true", [], folder.Path, "no-such-account", CancellationToken.None);

        (await command.ShouldThrowAsync<EmbeddedPostgresException>()).Message.ShouldContain("'no-such-account'");
    }

    [Fact]
    public async Task A_setting_that_PostgreSQL_does_not_know_is_named()
    {
        await using var folder = new TemporaryFolder();
        var options = Hasty(folder) with { Settings = new Dictionary<string, string> { ["work_memm"] = "1MB" } };

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(options, CancellationToken.None));

        error.Message.ShouldContain("work_memm");
    }

    private static EmbeddedPostgresOptions Hasty(TemporaryFolder folder) =>
        new() { Data = folder.Data, Settings = new Dictionary<string, string> { ["fsync"] = "off" } };

    private static string ShouldBeOneSentence(string output)
    {
        output.ShouldStartWith("OrderFlow: ");
        output.ShouldNotContain("   at ");
        return output.Trim().Split('\n').ShouldHaveSingleItem();
    }

    // A start writes its settings, whatever comes of it.
    private static string[] Contents(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order()
            .Where(f => Path.GetFileName(f) != "orderflow.conf")
            .Select(f => $"{f} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f):O}"),
    ];
}
