using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using OrderFlow.Hosting;

namespace OrderFlow.Studio.Pages;

/// <summary>A file of Studio as a browser is to get it.</summary>
/// <param name="Path">On disk; the compressed form where the browser takes it.</param>
/// <param name="Encoding">"br", "gzip"; null: as it is.</param>
/// <param name="IsFingerprinted">Its name changes with its content.</param>
internal sealed record StudioFile(string Path, string ContentType, string? Encoding, bool IsFingerprinted);

/// <summary>Elsa Studio as npm has laid it: the folder, its version, and the files that lie there compressed already.</summary>
internal sealed partial class StudioPackage
{
    private const string Name = "@elsa-workflows/elsa-studio-wasm";

    private static readonly FileExtensionContentTypeProvider Types = new() { Mappings = { [".dat"] = "application/octet-stream", [".map"] = "application/json" } };
    private static readonly (string Encoding, string Extension)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    private readonly string folder;

    public StudioPackage()
    {
        folder = Path.GetFullPath(Path.Combine(NpmPackages.Folder, Name)) + Path.DirectorySeparatorChar;
        var description = Path.Combine(folder, "package.json");
        Version = File.Exists(description) ? JsonDocument.Parse(File.ReadAllBytes(description)).RootElement.GetProperty("version").GetString()! : null;
    }

    /// <summary>Null: the package is not there, and neither is the designer.</summary>
    public string? Version { get; }

    /// <param name="path">Below the package, with slashes.</param>
    /// <param name="accepts">The encodings that the browser takes.</param>
    /// <returns>Null: there is none.</returns>
    public StudioFile? Find(string path, IReadOnlyCollection<string> accepts)
    {
        var file = Path.GetFullPath(Path.Combine(folder, path));
        // What points out of the package is no file of it; its own sample page is of no use here.
        if (!file.StartsWith(folder, StringComparison.Ordinal) || path is "index.html" or "package.json" || !Types.TryGetContentType(file, out var type)) return null;
        if (!File.Exists(file)) return null;
        var isFingerprinted = Fingerprinted().IsMatch(path);
        foreach (var (encoding, extension) in Compressed)
            if (accepts.Contains(encoding) && File.Exists(file + extension)) return new StudioFile(file + extension, type, encoding, isFingerprinted);
        return new StudioFile(file, type, null, isFingerprinted);
    }

    [GeneratedRegex(@"^_framework/.+\.[a-z0-9]{10}\.(wasm|dat|js)$")]
    private static partial Regex Fingerprinted();
}
