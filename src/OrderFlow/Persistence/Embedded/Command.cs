using System.ComponentModel;
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
    /// <param name="cancel">Kills the program.</param>
    /// <exception cref="EmbeddedPostgresException">The program is not there, or may not be run as that account.</exception>
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
        Start(process, account);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // Its children end with it, or are a server that is stopped in peace.
            process.Kill();
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

    private static void Start(Process process, string? account)
    {
        try
        {
            process.Start();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            var who = account is null ? "" : $" as '{account}' (Postgres:Account)";
            throw new EmbeddedPostgresException(
                $"'{process.StartInfo.FileName}', which the embedded PostgreSQL needs, cannot be started{who}: {error.Message.TrimEnd('.')}.", error);
        }
    }
}
