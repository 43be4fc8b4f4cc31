using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>Definitions in files, and what is said of them on a console.</summary>
internal static class DefinitionFile
{
    /// <summary>Throws IOException or UnauthorizedAccessException, and nothing else.</summary>
    public static async Task<ReadResult> ReadAsync(FileInfo file, CancellationToken cancel)
    {
        // One byte too many is enough to refuse it: a larger file need not come into memory.
        await using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(stream.Length, DefinitionReader.LargestDocument + 1L)];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return DefinitionReader.Read(bytes.AsSpan(0, length), KnownActivities.Registry);
    }

    /// <summary>A finding in one line: how bad, where, what, and what to do.</summary>
    public static string Line(Finding finding) =>
        $"{(finding.Severity == Severity.Error ? "error" : "warning")} {(finding.Pointer.Length == 0 ? "" : finding.Pointer + ": ")}{finding.Message} {finding.Fix}";
}
