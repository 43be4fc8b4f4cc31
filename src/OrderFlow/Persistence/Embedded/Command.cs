using System.Diagnostics;
using System.Text;

namespace OrderFlow.Persistence.Embedded;

/// <summary>Runs one of PostgreSQL's programs, or a tool of the system, to its end.</summary>
internal static class Command
{
    /// <summary>What a program answered.</summary>
    /// <param name="ExitCode">Zero: it did what it was asked.</param>
    /// <param name="Output">Standard output and standard error, in the order in which they came.</param>
    internal sealed record Result(int ExitCode, string Output);

    /// <param name="program">Path, or a name on the PATH.</param>
    /// <param name="arguments">Passed as they are; no shell reads them.</param>
    /// <param name="folder">Working folder; the account must be able to enter it.</param>
    /// <param name="account">Name of the account to run as; only root may give one. Null: this process's own.</param>
    /// <param name="cancel">Kills the program and its children.</param>
    internal static async Task<Result> RunAsync(
        string program, IEnumerable<string> arguments, string folder, string? account, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UserName = account ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // PGDATA, PGPORT and their like would point our programs at somebody else's server.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        // We read what the programs say; their words must be English and their bytes UTF-8.
        start.Environment["LC_ALL"] = "C";

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (output)
            return new Result(process.ExitCode, output.ToString());

        void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (output)
                output.AppendLine(line.Data);
        }
    }
}
