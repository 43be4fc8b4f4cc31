using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Hosting.Api;

namespace OrderFlow.Studio.Definitions;

/// <param name="Model">Null: see <paramref name="Fault"/>.</param>
/// <param name="Fault">Why the file is no workflow.</param>
internal sealed record ImportFile(string Name, JsonObject? Model, string? Fault);

/// <summary>Reads uploaded files: workflows as JSON, and archives of them.</summary>
internal static class ImportFiles
{
    /// <summary>Of what an archive holds when it is unpacked: a few kilobytes can claim to be gigabytes.</summary>
    private const int LargestArchive = 50;

    private const int MostEntries = 1000;

    public static async Task<List<ImportFile>> ReadAsync(IFormFileCollection files, CancellationToken cancel)
    {
        var read = new List<ImportFile>();
        foreach (var file in files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancel);
            var bytes = content.ToArray();
            if (bytes.AsSpan().StartsWith("PK"u8)) read.AddRange(FromZip(file.FileName, bytes));
            else read.Add(FromJson(file.FileName, bytes));
        }

        return read;
    }

    private static List<ImportFile> FromZip(string name, byte[] bytes)
    {
        var read = new List<ImportFile>();
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            var left = LargestArchive * 1024L * 1024L;
            foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).Take(MostEntries))
            {
                using var content = new MemoryStream();
                using var source = entry.Open();
                var buffer = new byte[64 * 1024];
                while (source.Read(buffer) is > 0 and var count)
                {
                    if ((left -= count) < 0) return [new ImportFile(name, null, ApiText.ZipTooLarge(name, LargestArchive))];
                    content.Write(buffer, 0, count);
                }

                read.Add(FromJson(entry.Name, content.ToArray()));
            }
        }
        catch (InvalidDataException)
        {
            return [new ImportFile(name, null, ApiText.NotAFile(name))];
        }

        return read.Count > 0 ? read : [new ImportFile(name, null, ApiText.NotAFile(name))];
    }

    private static ImportFile FromJson(string name, byte[] bytes)
    {
        if (bytes.Length > DefinitionReader.LargestDocument) return new ImportFile(name, null, ApiText.BodyTooLarge(DefinitionReader.LargestDocument));
        var text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
        try
        {
            using var document = JsonDocument.Parse(text.ToArray(), new JsonDocumentOptions { MaxDepth = Api.ElsaJson.Depth, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (JsonFaults.Find(document.RootElement) is { } fault) return new ImportFile(name, null, fault.Detail);
            return JsonObject.Create(document.RootElement.Clone()) is { } model ? new ImportFile(name, model, null) : new ImportFile(name, null, ApiText.NotAFile(name));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new ImportFile(name, null, ApiText.NotAFile(name));
        }
    }
}
