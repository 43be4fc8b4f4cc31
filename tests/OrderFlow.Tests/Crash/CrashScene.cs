using System.Diagnostics;
using System.Globalization;
using OrderFlow.Persistence.Embedded;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Crash;

/// <summary>A durable PostgreSQL, a mail server and two places for hosts, in which one host after the other lives and is killed.</summary>
internal sealed class CrashScene : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient?[] addresses = new HttpClient?[2];
    private readonly EmbeddedPostgresOptions options;
    private readonly string[] arguments;

    private CrashScene(EmbeddedPostgresOptions options, EmbeddedPostgres postgres, SmtpServer mail, TemporaryFolder folder)
    {
        (this.options, Postgres, Mail, this.folder) = (options, postgres, mail, folder);
        arguments =
        [
            $"--ConnectionStrings:OrderFlow={postgres.ConnectionString}", "--Demo:Enabled=true", $"--Workflows:Folder={Path.Combine(folder.Path, "workflows")}",
            "--Mail:Host=127.0.0.1", $"--Mail:Port={mail.Port}",
        ];
    }

    public EmbeddedPostgres Postgres { get; }
    public SmtpServer Mail { get; }

    /// <summary>How long the last host took until it listened, on this machine with all that runs beside.</summary>
    public TimeSpan StartTime { get; private set; } = TimeSpan.FromSeconds(2);

    /// <param name="definitions">Name and text of the workflow files.</param>
    public static async Task<CrashScene> CreateAsync(params (string Name, string Json)[] definitions)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "workflows"));
        foreach (var (name, json) in definitions) await File.WriteAllTextAsync(Path.Combine(folder.Path, "workflows", name + ".json"), json);
        // As the product runs it: what is committed is on disk.
        var options = new EmbeddedPostgresOptions { Data = folder.Data };
        return new CrashScene(options, await EmbeddedPostgres.StartAsync(options, CancellationToken.None), new SmtpServer(), folder);
    }

    /// <summary>A host that answers at this moment, or did a moment ago; null: there is none.</summary>
    public HttpClient? Address(int preferred) => addresses[preferred % 2] ?? addresses[(preferred + 1) % 2];

    /// <summary>One life of a host.</summary>
    /// <param name="end">Says when it is killed; given when it listens, or has ended because it found no database.</param>
    public async Task LiveAsync(int place, Func<Task, Task> end)
    {
        await using var host = HostProcess.Begin(["--urls=http://127.0.0.1:0", .. arguments]);
        var listening = OpenAsync(host, place);
        await end(listening);
        addresses[place] = null;
        await host.KillAsync();
    }

    /// <summary>A host that stays.</summary>
    public async Task<HostProcess> StayAsync(int place)
    {
        for (var attempt = 1; ; attempt++)
        {
            var host = HostProcess.Begin(["--urls=http://127.0.0.1:0", .. arguments]);
            if (await OpenAsync(host, place)) return host;
            // The database may have been killed a moment ago.
            if (attempt == 5) throw new InvalidOperationException($"Expected the host to listen, but it ended: {host.Output}");
            await host.DisposeAsync();
        }
    }

    /// <summary>Kills the database server; the watch of the cluster starts it again.</summary>
    public async Task KillPostgresAsync()
    {
        var file = Path.Combine(options.Data, File.Exists(Path.Combine(options.Data, "moved-to")) ? (await File.ReadAllTextAsync(Path.Combine(options.Data, "moved-to"))).Trim() : "", "cluster", "postmaster.pid");
        var id = int.Parse((await File.ReadAllLinesAsync(file))[0], CultureInfo.InvariantCulture);
        try
        {
            Process.GetProcessById(id).Kill();
        }
        catch (ArgumentException)
        {
            // Killed a moment ago, and not started again yet.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Mail.DisposeAsync();
        await Postgres.DisposeAsync();
        await folder.DisposeAsync();
    }

    private async Task<bool> OpenAsync(HostProcess host, int place)
    {
        var watch = Stopwatch.StartNew();
        if (await host.ListeningAsync() is not { } address) return false;
        StartTime = watch.Elapsed;
        addresses[place] = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        return true;
    }
}
