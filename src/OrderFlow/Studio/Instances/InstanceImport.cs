using System.IO.Compression;
using System.Runtime.CompilerServices;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Studio.Api;

namespace OrderFlow.Studio.Instances;

/// <summary>Brings exported instances back, from JSON files or ZIPs of them. What a file says of past decisions is taken as it stands: only administrators may.</summary>
internal static class InstanceImport
{
    /// <summary>Of one file, unpacked.</summary>
    private const int LargestFile = 32 * 1024 * 1024;

    private const int MostFiles = 1000;

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/bulk-actions/import/workflow-instances", ImportAsync).RequireAuthorization(policy => policy.RequireRole(Access.Admin));

    private static async Task<IResult> ImportAsync(HttpContext context, InstanceArchive archive, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType) return ElsaError.BadRequest("Send the files as multipart/form-data.");
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(cancel);
        }
        catch (InvalidDataException bad)
        {
            return ElsaError.BadRequest(bad.Message);
        }

        var refusals = new List<string>();
        var count = 0;
        foreach (var file in form.Files)
        {
            await foreach (var (name, bytes) in UnpackAsync(file, cancel))
            {
                var why = await RestoreAsync(bytes, archive, context.User.NameOf(), cancel);
                if (why is null) count++;
                else refusals.Add($"{name}: {why}");
            }
        }

        return refusals.Count > 0 ? ElsaError.BadRequest(refusals) : ElsaJson.Ok(new { Count = count, Imported = count });
    }

    private static async Task<string?> RestoreAsync(byte[]? bytes, InstanceArchive archive, string actor, CancellationToken cancel)
    {
        if (bytes is null) return "The file is larger than 32 MB, damaged, or one too many.";
        return InstanceFile.Read(bytes) is { } archived
            ? (await archive.RestoreAsync(archived, actor, cancel))?.Message
            : "The file holds no instance that OrderFlow has exported.";
    }

    // Null: too large, or not to be unpacked.
    private static async IAsyncEnumerable<(string Name, byte[]? Bytes)> UnpackAsync(IFormFile file, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stream = file.OpenReadStream();
        var packed = await ReadAsync(stream, cancel);
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            yield return (file.FileName, packed);
            yield break;
        }

        using var zip = packed is null ? null : Open(packed);
        if (zip is null || zip.Entries.Count > MostFiles)
        {
            yield return (file.FileName, null);
            yield break;
        }

        foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            await using var content = await entry.OpenAsync(cancel);
            yield return ($"{file.FileName}/{entry.FullName}", await ReadAsync(content, cancel));
        }
    }

    private static ZipArchive? Open(byte[] packed)
    {
        try
        {
            return new ZipArchive(new MemoryStream(packed), ZipArchiveMode.Read);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or ArgumentException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        try
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer, cancel) is > 0 and var read)
            {
                if (bytes.Length + read > LargestFile) return null;
                bytes.Write(buffer, 0, read);
            }

            return bytes.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
