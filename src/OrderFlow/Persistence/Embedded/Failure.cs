using System.Text.RegularExpressions;
using Npgsql;

namespace OrderFlow.Persistence.Embedded;

/// <summary>Turns what PostgreSQL's programs and the file system say into one sentence for a person.</summary>
internal static partial class Failure
{
    // The second is what PostgreSQL adds when a write ended half-way, and the system said nothing.
    private static readonly string[] SignsOfFullDisk = ["No space left on device", "Check free disk space"];

    // Less than one segment of the write-ahead log holds; a server that could not even write its log has said nothing.
    private const long LeastSpace = 1 << 20;

    /// <param name="output">Output of a program, or the end of the server's log.</param>
    /// <param name="folder">The data folder.</param>
    internal static EmbeddedPostgresException Of(string output, string folder)
    {
        if (SignsOfFullDisk.Any(sign => output.Contains(sign, StringComparison.Ordinal)) || HasNoSpace(folder))
            return DiskFull(folder);
        // A wrong setting is named on a line before the one that ends the server; else the last complaint is the reason.
        var reason = WrongSetting().Matches(output).Concat(Complaint().Matches(output).Reverse()).FirstOrDefault()?.Groups["text"].Value.Trim();
        reason ??= output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(line => line != "Examine the log output.") ?? "it ended without a word";
        return new EmbeddedPostgresException(
            $"The embedded PostgreSQL in '{folder}' cannot start: {reason} (its log: '{Path.Combine(folder, DataFolder.Log)}').");
    }

    /// <param name="error">From reading or writing below the data folder.</param>
    /// <param name="folder">The data folder.</param>
    internal static EmbeddedPostgresException Of(Exception error, string folder) => error switch
    {
        IOException full when IsDiskFull(full) => DiskFull(folder, full),
        UnauthorizedAccessException => new EmbeddedPostgresException(
            $"This account may not write in the data folder '{folder}' of the embedded PostgreSQL; "
            + "allow it, or name another folder with Postgres:Data.", error),
        _ => new EmbeddedPostgresException(
            $"The data folder '{folder}' of the embedded PostgreSQL cannot be used: {error.Message.TrimEnd('.')}.", error),
    };

    /// <summary>The server's sentence alone, without codes, positions and lines.</summary>
    internal static string Words(Exception error) => error is PostgresException refused ? refused.MessageText : error.Message.Split('\n')[0].TrimEnd('.', '\r');

    private static EmbeddedPostgresException DiskFull(string folder, Exception? inner = null) =>
        new($"The disk of the data folder '{folder}' of the embedded PostgreSQL is full; make room and start again.", inner);

    private static bool HasNoSpace(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < LeastSpace;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsDiskFull(IOException error) =>
        error.Message.Contains("No space left", StringComparison.Ordinal)
        || error.Message.Contains("not enough space", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?:FATAL|PANIC|error):\s+(?<text>[^\r\n]+)")]
    private static partial Regex Complaint();

    [GeneratedRegex(@"LOG:\s+(?<text>(?:unrecognized configuration parameter|invalid value for parameter|parameter "")[^\r\n]+)")]
    private static partial Regex WrongSetting();
}
