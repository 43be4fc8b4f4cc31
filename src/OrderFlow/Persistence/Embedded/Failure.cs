using System.Text.RegularExpressions;

namespace OrderFlow.Persistence.Embedded;

/// <summary>Turns what PostgreSQL's programs and the file system say into one sentence for a person.</summary>
internal static partial class Failure
{
    /// <param name="output">Output of a program, or the end of the server's log.</param>
    /// <param name="folder">The data folder.</param>
    internal static EmbeddedPostgresException Of(string output, string folder)
    {
        if (output.Contains("No space left on device", StringComparison.Ordinal))
            return DiskFull(folder);
        // The last complaint is the one that ended the program; those before it are mostly its reasons' echo.
        var reason = Complaint().Matches(output).LastOrDefault()?.Groups["text"].Value.Trim() ?? "it ended without a word";
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

    private static EmbeddedPostgresException DiskFull(string folder, Exception? inner = null) =>
        new($"The disk of the data folder '{folder}' of the embedded PostgreSQL is full; make room and start again.", inner);

    private static bool IsDiskFull(IOException error) =>
        error.Message.Contains("No space left", StringComparison.Ordinal)
        || error.Message.Contains("not enough space", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?:FATAL|PANIC|error):\s+(?<text>[^\r\n]+)")]
    private static partial Regex Complaint();
}
