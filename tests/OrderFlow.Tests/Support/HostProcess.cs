using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace OrderFlow.Tests.Support;

/// <summary>The product as a process of its own, as a person starts it; killed when disposed, if it still runs.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrderFlow.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        // A host of a test lives for seconds: what its code would be made faster by later only slows its start.
        start.Environment["DOTNET_TieredPGO"] = "0";
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>All that it has printed.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts it, without waiting for anything.</summary>
    public static HostProcess Begin(params string[] arguments) => new(arguments);

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    public static async Task<(HostProcess Host, HttpClient Client)> StartAsync(params string[] arguments)
    {
        var host = Begin(["--urls=http://127.0.0.1:0", .. arguments]);
        var ended = host.process.WaitForExitAsync();
        if (await Task.WhenAny(host.listening.Task, ended).WaitAsync(Patience) == ended)
            throw new InvalidOperationException($"Expected the host to listen, but it ended: {host.Output}");
        return (host, new HttpClient { BaseAddress = await host.listening.Task });
    }

    /// <summary>Where it listens, once it does; null: it ended before that.</summary>
    public async Task<Uri?> ListeningAsync() => await Task.WhenAny(listening.Task, process.WaitForExitAsync()) == listening.Task ? await listening.Task : null;

    /// <summary>Waits for its end and gives the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>Kills it as <c>kill -9</c> does: it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await StopAsync();
        process.Dispose();
    }

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        lock (output)
            output.AppendLine(line.Data);
        if (line.Data is not null && Listening().Match(line.Data) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups["url"].Value));
    }

    [GeneratedRegex(@"^OrderFlow listens on (?<url>\S+)")]
    private static partial Regex Listening();
}
