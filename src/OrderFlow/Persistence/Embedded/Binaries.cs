using System.Runtime.InteropServices;
using OrderFlow.Hosting;

namespace OrderFlow.Persistence.Embedded;

/// <summary>PostgreSQL's programs: <c>bin</c>, <c>lib</c> and <c>share</c> below one folder.</summary>
/// <param name="Folder">That folder.</param>
internal sealed record Binaries(string Folder)
{
    internal string Program(string name) => Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>Finds the programs and makes the links that npm packages cannot carry.</summary>
    /// <param name="options">Says where, when not in the npm package.</param>
    /// <param name="spare">Folder for a copy, made when the links cannot be made in place.</param>
    internal static Binaries Find(EmbeddedPostgresOptions options, string spare)
    {
        var found = new Binaries(options.Binaries ?? Path.Combine(Package(), "native"));
        if (!File.Exists(found.Program("initdb")))
            throw new EmbeddedPostgresException(
                $"PostgreSQL's programs are not in '{found.Folder}'; run 'npm ci --ignore-scripts' in src/OrderFlow/Studio, "
                + "or name their folder (Postgres:Binaries) or a server (ConnectionStrings:OrderFlow).");
        try
        {
            PackageLinks.Make(found.Folder, found.Folder);
            return found;
        }
        catch (Exception error) when (error is UnauthorizedAccessException || error.Message.Contains("Read-only", StringComparison.Ordinal))
        {
            return found.CopyTo(spare);
        }
    }

    /// <summary>Copies everything, readable for every account, and gives the copy. A whole copy of the same programs is used again.</summary>
    internal Binaries CopyTo(string folder)
    {
        var server = new FileInfo(Program("postgres"));
        var copy = new Binaries(Path.Combine(folder, $"binaries-{server.Length:x}-{server.LastWriteTimeUtc.Ticks:x}"));
        if (Directory.Exists(copy.Folder))
            return copy;
        foreach (var older in Directory.EnumerateDirectories(folder, "binaries-*"))
            Directory.Delete(older, recursive: true);

        var half = copy.Folder + ".new";
        foreach (var source in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(half, Path.GetRelativePath(Folder, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        PackageLinks.Make(half, Folder);
        OpenToAll(half);
        Directory.Move(half, copy.Folder);
        return copy;
    }

    private static void OpenToAll(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var mode = File.GetUnixFileMode(file);
            File.SetUnixFileMode(file, mode | read | (mode.HasFlag(UnixFileMode.UserExecute) ? enter : 0));
        }

        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(inner, UnixFileMode.UserWrite | read | enter);
    }

    private static string Package()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return Path.Combine(NpmPackages.Folder, "@embedded-postgres", $"{system}-{processor}");
    }
}
