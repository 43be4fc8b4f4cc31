using System.Text.Json;

namespace OrderFlow.Persistence.Embedded;

/// <summary>
/// The links between library files. An npm package cannot hold links; it lists them, and an install script of its own
/// would make them, but install scripts stay off.
/// </summary>
internal static class PackageLinks
{
    // The list's paths start at the package; this is the folder in it that we call ours.
    private const string Prefix = "native/";

    /// <param name="folder">Where the links are made.</param>
    /// <param name="listed">Folder whose list names them. It may have none: then there is nothing to do.</param>
    internal static void Make(string folder, string listed)
    {
        var list = Path.Combine(listed, "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        foreach (var link in JsonSerializer.Deserialize<List<Pair>>(File.ReadAllText(list), JsonSerializerOptions.Web)!)
            Link(Path.Combine(folder, Inside(link.Target)), Path.Combine(folder, Inside(link.Source)));
    }

    private static void Link(string target, string source)
    {
        if (File.Exists(target))
            return;
        try
        {
            // Windows lets only administrators make links.
            if (OperatingSystem.IsWindows())
                File.Copy(source, target);
            else
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
        catch (IOException) when (File.Exists(target))
        {
            // Another process that starts at the same time made it.
        }
    }

    private static string Inside(string path) => path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : path;

    private sealed record Pair(string Source, string Target);
}
