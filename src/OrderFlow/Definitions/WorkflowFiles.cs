using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>
/// Publishes the files of <c>workflows/</c> whose text has changed since a version was made of them. The version that a file
/// names is not trusted: the database counts.
/// </summary>
public sealed class WorkflowFiles(NpgsqlDataSource database, IDbContextFactory<OrderFlowDb> dbs, DefinitionStore definitions)
{
    /// <param name="folder">A folder that is not there has no files.</param>
    /// <param name="cancel">Ends between two files.</param>
    /// <returns>A line for each file that was published, or could not be; nothing for those unchanged.</returns>
    public async Task<IReadOnlyList<string>> PublishAsync(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) return [];
        // Two hosts that start together must not both make a version of the same text.
        await using var guard = await SessionLock.TakeAsync(database, AdvisoryLocks.PublishFiles, cancel);

        var lines = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            if (await PublishFileAsync(path, cancel) is { } line) lines.Add(line);
        return lines;
    }

    private async Task<string?> PublishFileAsync(string path, CancellationToken cancel)
    {
        var name = Path.GetFileName(path);
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        var hash = SHA256.HashData(bytes);
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            var newest = await db.Definitions.Where(d => d.FileName == name).OrderByDescending(d => d.Version).Select(d => d.FileHash).FirstOrDefaultAsync(cancel);
            if (newest is not null && newest.AsSpan().SequenceEqual(hash)) return null;
        }

        JsonNode? document;
        try
        {
            document = JsonNode.Parse(bytes);
        }
        catch (System.Text.Json.JsonException error)
        {
            return $"{name} is not published: it is not JSON: {error.Message}";
        }

        return document is null ? $"{name} is not published: it is empty." : await definitions.SaveAsync(new SaveDefinition { Document = document, Publish = true, File = (name, hash) }, cancel) switch
        {
            DefinitionResult.Done done => $"Published '{done.Version.Name}' ({done.Version.DefinitionId}) version {done.Version.Version} from {name}",
            DefinitionResult.Invalid invalid => $"{name} is not published: {string.Join(" ", invalid.Findings.Select(f => f.Message))}",
            DefinitionResult.Conflict conflict => $"{name} is not published: {conflict.Message}",
            DefinitionResult.NotFound missing => $"{name} is not published: {missing.Message}",
            var other => throw new InvalidOperationException($"Expected a known result, but got {other}."),
        };
    }
}
