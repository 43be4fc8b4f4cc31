using System.Collections.Concurrent;
using Npgsql;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>A definition version made ready to run.</summary>
/// <param name="Hash">Of the text that was compiled.</param>
/// <param name="IsFrozen">Published at least once: the text never changes.</param>
public sealed record CompiledVersion(string Id, string DefinitionId, byte[] Hash, bool IsFrozen, CompiledWorkflow Workflow);

/// <summary>
/// Compiled versions, kept for as long as the host runs. A frozen one is right for ever; the text of a draft is compared each
/// time. Which version is published may be out of date: the start's own transaction checks it.
/// </summary>
public sealed class CompiledVersions(NpgsqlDataSource database)
{
    private const string Columns = "SELECT id, definition_id, version, hash, json, published_at IS NOT NULL FROM definitions WHERE ";

    private readonly ConcurrentDictionary<string, CompiledVersion> versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> published = new(StringComparer.Ordinal);

    /// <summary>The published version; null: there is none.</summary>
    public async Task<CompiledVersion?> PublishedAsync(string definitionId, CancellationToken cancel)
    {
        if (published.TryGetValue(definitionId, out var id) && versions.TryGetValue(id, out var known)) return known;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var loaded = await LoadAsync(connection, Columns + "definition_id = $1 AND is_published", definitionId, cancel);
        if (loaded is not null) published[definitionId] = loaded.Id;
        return loaded;
    }

    /// <summary>One version; null: there is none.</summary>
    public async Task<CompiledVersion?> ByIdAsync(string versionId, CancellationToken cancel)
    {
        if (versions.TryGetValue(versionId, out var known) && known.IsFrozen) return known;
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ByIdAsync(versionId, connection, cancel);
    }

    /// <summary>The same over a connection at hand: a caller that holds one must not wait for another.</summary>
    public async Task<CompiledVersion?> ByIdAsync(string versionId, NpgsqlConnection connection, CancellationToken cancel)
    {
        if (versions.TryGetValue(versionId, out var known) && (known.IsFrozen || await IsCurrentAsync(known, connection, cancel))) return known;
        return await LoadAsync(connection, Columns + "id = $1", versionId, cancel);
    }

    /// <summary>The database says that this is not what is published, or not its text any more.</summary>
    public void Forget(CompiledVersion stale)
    {
        published.TryRemove(KeyValuePair.Create(stale.DefinitionId, stale.Id));
        if (!stale.IsFrozen) versions.TryRemove(KeyValuePair.Create(stale.Id, stale));
    }

    /// <summary>This host has published or withdrawn it: it need not find out by a failed start.</summary>
    public void Forget(string definitionId) => published.TryRemove(definitionId, out _);

    /// <summary>Compiles a definition with the workflows that it uses as activities.</summary>
    internal static async Task<CompiledWorkflow> CompileAsync(WorkflowDefinition definition, NpgsqlConnection connection, CancellationToken cancel)
    {
        var used = new Dictionary<WorkflowReference, WorkflowDefinition?>();
        while (true)
        {
            var missing = new HashSet<WorkflowReference>();
            var compiled = CompiledWorkflow.Compile(definition, KnownActivities.Registry, reference =>
            {
                if (used.TryGetValue(reference, out var found)) return found;
                missing.Add(reference);
                return null;
            });
            if (missing.Count == 0) return compiled;
            foreach (var reference in missing)
                used[reference] = await UsedAsync(reference, connection, cancel);
        }
    }

    // A version that is not here (the file came from another server) stands for the one that is published.
    private static async Task<WorkflowDefinition?> UsedAsync(WorkflowReference reference, NpgsqlConnection connection, CancellationToken cancel)
    {
        var named = reference.VersionId is { } version ? await ReadAsync(connection, Columns + "id = $1", version, cancel) : null;
        return (named ?? await ReadAsync(connection, Columns + "definition_id = $1 AND is_published", reference.DefinitionId, cancel))?.Definition;
    }

    private static async Task<bool> IsCurrentAsync(CompiledVersion known, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT hash FROM definitions WHERE id = $1", connection) { Parameters = { Parameter.Text(known.Id) } };
        return await command.ExecuteScalarAsync(cancel) is byte[] hash && hash.AsSpan().SequenceEqual(known.Hash);
    }

    private async Task<CompiledVersion?> LoadAsync(NpgsqlConnection connection, string sql, string id, CancellationToken cancel)
    {
        if (await ReadAsync(connection, sql, id, cancel) is not var (definition, hash, isFrozen)) return null;
        var compiled = await CompileAsync(definition, connection, cancel);
        return versions[definition.Id!] = new CompiledVersion(definition.Id!, definition.DefinitionId!, hash, isFrozen, compiled);
    }

    private static async Task<(WorkflowDefinition Definition, byte[] Hash, bool IsFrozen)?> ReadAsync(
        NpgsqlConnection connection, string sql, string id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { Parameter.Text(id) } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        var read = DefinitionReader.Read(reader.GetString(4), KnownActivities.Registry);
        var definition = read.Definition
            ?? throw new InvalidDataException($"Expected version '{reader.GetString(0)}' to be stored as a definition, but: {read.Findings[0].Message}");
        return (definition with { Id = reader.GetString(0), DefinitionId = reader.GetString(1), Version = reader.GetInt32(2) }, reader.GetFieldValue<byte[]>(3), reader.GetBoolean(5));
    }
}
