using Microsoft.EntityFrameworkCore;
using Npgsql;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>
/// Publishes the files of <c>workflows/</c> whose meaning has changed since a version was made of them; order of members and
/// white space have none. The version that a file names is not trusted: the database counts. No second person is asked for: who
/// puts a file there has the host, and at its start there is nobody to wait for.
/// </summary>
public sealed class WorkflowFiles(NpgsqlDataSource database, IDbContextFactory<OrderFlowDb> dbs, DefinitionStore definitions)
{
    /// <param name="folder">A folder that is not there has no files.</param>
    /// <param name="cancel">Ends between two files.</param>
    /// <returns>A line for each file that was published, or could not be, with what is wrong with it; nothing for those unchanged.</returns>
    public async Task<IReadOnlyList<string>> PublishAsync(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) return [];
        // Two hosts that start together must not both make a version of the same text.
        await using var guard = await SessionLock.TakeAsync(database, AdvisoryLocks.PublishFiles, cancel);

        var lines = new List<string>();
        var changed = new List<SaveDefinition>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var (save, refusal) = await ReadAsync(path, cancel);
            lines.AddRange(refusal);
            if (save is null) continue;
            if (!owners.TryAdd(save.DefinitionId!, save.File!.Value.Name))
                lines.Add($"{save.File.Value.Name} is not published: {owners[save.DefinitionId!]} is the workflow '{save.DefinitionId}' already. Give it another definitionId.");
            else if (await HasChangedAsync(save, cancel))
                changed.Add(save);
        }

        return [.. lines, .. await PublishAsync(changed, cancel)];
    }

    // A workflow may use one whose file comes later: what is refused is tried again for as long as another is published.
    private async Task<List<string>> PublishAsync(List<SaveDefinition> changed, CancellationToken cancel)
    {
        var published = new List<string>();
        while (true)
        {
            var refused = new List<(SaveDefinition Save, IEnumerable<string> Why)>();
            foreach (var save in changed)
            {
                var name = save.File!.Value.Name;
                switch (await definitions.SaveAsync(save, cancel))
                {
                    case DefinitionResult.Done done:
                        published.Add($"Published '{done.Version.Name}' ({done.Version.DefinitionId}) version {done.Version.Version} from {name}");
                        break;
                    case DefinitionResult.Invalid invalid:
                        refused.Add((save, Refusal(name, invalid.Findings)));
                        break;
                    case DefinitionResult.Conflict conflict:
                        refused.Add((save, [$"{name} is not published: {conflict.Message}"]));
                        break;
                    case var other:
                        throw new InvalidOperationException($"Expected a known result, but got {other}.");
                }
            }

            if (refused.Count == 0 || refused.Count == changed.Count) return [.. published, .. refused.SelectMany(r => r.Why)];
            changed = [.. refused.Select(r => r.Save)];
        }
    }

    private static async Task<(SaveDefinition? Save, IEnumerable<string> Refusal)> ReadAsync(string path, CancellationToken cancel)
    {
        var name = Path.GetFileName(path);
        try
        {
            var read = await DefinitionFile.ReadAsync(new FileInfo(path), cancel);
            if (read.Definition is not { } definition) return (null, Refusal(name, read.Findings));
            // A file that names no workflow is one all the same, and the same one tomorrow.
            var id = definition.DefinitionId is { Length: > 0 } own ? own : Path.GetFileNameWithoutExtension(name);
            return (new SaveDefinition { Document = definition.Source, DefinitionId = id, Publish = true, File = (name, DefinitionHash.Of(definition)) }, []);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, [$"{name} is not published: it cannot be read: {error.Message}"]);
        }
    }

    private async Task<bool> HasChangedAsync(SaveDefinition save, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var newest = await db.Definitions.Where(d => d.DefinitionId == save.DefinitionId && d.FileName != null)
            .OrderByDescending(d => d.Version).Select(d => d.FileHash).FirstOrDefaultAsync(cancel);
        return newest is null || !newest.AsSpan().SequenceEqual(save.File!.Value.Hash);
    }

    private static IEnumerable<string> Refusal(string name, IReadOnlyList<Finding> findings) =>
        findings.Select(f => "  " + DefinitionFile.Line(f)).Prepend($"{name} is not published:");
}
