using System.Diagnostics;
using System.Globalization;

namespace OrderFlow.Persistence.Embedded;

/// <summary>
/// <c>postmaster.pid</c>: what a running server writes into its cluster, and what a killed one leaves there. Line 1 is its
/// process id, line 3 the second of its start.
/// </summary>
internal sealed class PostmasterFile(DataFolder folder)
{
    // Above every system's highest process id, so that PostgreSQL sees a dead server.
    private const string Nobody = "2147483647";

    // A server writes its file at once. One that is empty for longer was left by a server that died, or found the disk full, before it ran.
    private static readonly TimeSpan EmptyAtMost = TimeSpan.FromSeconds(3);

    private string Location => System.IO.Path.Combine(folder.Cluster, "postmaster.pid");

    /// <summary>Id of the server that runs on this cluster now. Null: none does.</summary>
    internal int? RunningServer()
    {
        if (ReadLines() is not [var first, _, var third, ..])
            return null;
        if (!int.TryParse(first, CultureInfo.InvariantCulture, out var id) || !long.TryParse(third, CultureInfo.InvariantCulture, out var second))
            return null;
        try
        {
            using var process = Process.GetProcessById(id);
            return IsOurs(process, DateTimeOffset.FromUnixTimeSeconds(second)) ? id : null;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Takes back the claim of a dead server whose process id another program has by now: PostgreSQL would believe that
    /// program to be the server. Only the id changes: the rest lets PostgreSQL see whether children of the dead server
    /// still use its memory, without which two servers could write the same files.
    /// </summary>
    internal void ForgetDeadServer()
    {
        if (RunningServer() is not null)
            return;
        if (ReadLines() is [_, .. var rest])
            File.WriteAllLines(Location, [Nobody, .. rest]);
        else if (DateTime.UtcNow - File.GetLastWriteTimeUtc(Location) > EmptyAtMost)
            File.Delete(Location);
    }

    private string[] ReadLines()
    {
        try
        {
            return File.ReadAllLines(Location);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private bool IsOurs(Process process, DateTimeOffset started)
    {
        if (process.ProcessName is not ("postgres" or "postgres.exe"))
            return false;
        // A server works in its cluster's folder; one that is dead but not buried (a zombie) works nowhere. Systems that do
        // not tell the folder tell the second of its start.
        return OperatingSystem.IsLinux()
            ? new FileInfo($"/proc/{process.Id}/cwd").LinkTarget == RealPath(folder.Cluster)
            : (process.StartTime.ToUniversalTime() - started).Duration() < TimeSpan.FromSeconds(5);
    }

    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var info = new DirectoryInfo(path);
        return info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? RealPath(target.FullName)
            : Path.Combine(RealPath(parent), info.Name);
    }
}
