using System.Net;
using System.Net.Sockets;

namespace OrderFlow.Persistence.Embedded;

/// <summary>
/// Starts and stops the server of one cluster by <c>pg_ctl</c>, which takes it out of our process group: the terminal's
/// Ctrl+C reaches the host alone, and the host stops the server when its own work has ended.
/// </summary>
internal sealed class Server(DataFolder folder, ServerAccount account, Binaries binaries, ClusterFiles files)
{
    private const int PortTries = 5;
    // A dead server's children notice its death within moments; until then a new one must not start.
    private const int ChildrenTries = 40;
    private static readonly TimeSpan ChildrenPause = TimeSpan.FromMilliseconds(250);

    private readonly PostmasterFile postmaster = new(folder);

    /// <summary>Starts the server on 127.0.0.1 and waits until it takes connections.</summary>
    /// <param name="settings">Beside or instead of ours.</param>
    /// <param name="port">Null: a free one.</param>
    /// <param name="cancel">Ends the waiting; the server may run then.</param>
    /// <returns>The port.</returns>
    internal async Task<int> StartAsync(IReadOnlyDictionary<string, string> settings, int? port, CancellationToken cancel)
    {
        await StopAsync(cancel);
        if (File.Exists(folder.LogFile))
            File.Move(folder.LogFile, folder.LogFile + ".old", overwrite: true);
        var portTries = 0;
        var childrenTries = 0;
        while (true)
        {
            var tried = port ?? FreePort();
            await files.WriteSettingsAsync(ServerSettings.With(settings, tried), cancel);
            File.Delete(folder.LogFile);
            postmaster.ForgetDeadServer();
            var answer = await ControlAsync(["start", "--log", folder.LogFile, "--wait", "--timeout", "600", "--silent"], cancel);
            if (answer.ExitCode == 0)
                return tried;

            var log = File.Exists(folder.LogFile) ? await File.ReadAllTextAsync(folder.LogFile, cancel) : "";
            if (log.Contains("Address already in use", StringComparison.Ordinal) && ++portTries < PortTries)
                continue;
            var output = answer.Output + log;
            if (!MayPass(output) || ++childrenTries == ChildrenTries)
                throw Failure.Of(output, folder.Path);
            await Task.Delay(ChildrenPause, cancel);
        }
    }

    internal bool IsRunning => postmaster.RunningServer() is not null;

    /// <summary>Stops the server, whoever started it, and waits for its end. None running: nothing to do.</summary>
    internal async Task StopAsync(CancellationToken cancel)
    {
        if (postmaster.RunningServer() is null)
            return;
        var answer = await ControlAsync(["stop", "--mode", "fast", "--wait", "--timeout", "60", "--silent"], cancel);
        if (answer.ExitCode != 0 && postmaster.RunningServer() is not null)
            answer = await ControlAsync(["stop", "--mode", "immediate", "--wait", "--timeout", "30", "--silent"], cancel);
        if (postmaster.RunningServer() is { } id)
            throw new EmbeddedPostgresException(
                $"The PostgreSQL server (process {id}) of '{folder.Path}' does not stop: {answer.Output.Trim()}.");
    }

    private Task<Command.Result> ControlAsync(string[] arguments, CancellationToken cancel) =>
        Command.RunAsync(binaries.Program("pg_ctl"), [.. arguments, "--pgdata", folder.Cluster], folder.Path, account.Name, cancel);

    // A dead server's children, or the file of one that is just being started by the pg_ctl of a killed host.
    private static bool MayPass(string output) =>
        output.Contains("still in use", StringComparison.Ordinal) || output.Contains("postmaster.pid\" is empty", StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
