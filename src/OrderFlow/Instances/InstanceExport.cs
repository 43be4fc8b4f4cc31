using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace OrderFlow.Instances;

/// <summary>Puts instances into files: a zip archive with a JSON document for each.</summary>
internal sealed class InstanceExport(InstanceQueries queries, IOptions<JsonOptions> json)
{
    /// <param name="ids">One that is not there has no file.</param>
    public async Task<byte[]> ZipAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        using var archive = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
        {
            foreach (var id in ids)
            {
                if (await queries.FindAsync(id, cancel) is not { } view) continue;
                await using var file = await zip.CreateEntry($"{id}.json").OpenAsync(cancel);
                await JsonSerializer.SerializeAsync(file, view, json.Value.SerializerOptions, cancel);
            }
        }

        return archive.ToArray();
    }
}
