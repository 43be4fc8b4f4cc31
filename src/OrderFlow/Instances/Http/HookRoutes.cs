using Microsoft.AspNetCore.Routing.Template;
using Npgsql;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances.Http;

/// <summary>Finds the endpoints whose path a request has: the exact ones first, then those with parameters.</summary>
internal sealed class HookRoutes(NpgsqlDataSource database)
{
    // Many instances wait at one template: the recursion steps from one distinct key to the next.
    private const string Templates =
        """
        WITH RECURSIVE waiting AS (
            (SELECT key FROM bookmarks WHERE kind = 6 AND key LIKE '%{%' ORDER BY key LIMIT 1)
            UNION ALL
            SELECT (SELECT b.key FROM bookmarks b WHERE b.kind = 6 AND b.key LIKE '%{%' AND b.key > w.key ORDER BY b.key LIMIT 1)
            FROM waiting w WHERE w.key IS NOT NULL)
        SELECT key FROM waiting WHERE key IS NOT NULL
        UNION SELECT key FROM triggers WHERE kind = $1 AND key LIKE '%{%'
        """;

    private const string Find =
        """
        SELECT t.version_id, t.activity_id, NULL::uuid FROM triggers t JOIN definitions d ON d.id = t.version_id AND d.is_published WHERE t.kind = $1 AND t.key = $3
        UNION ALL
        (SELECT i.definition_version_id, b.activity_id, b.instance_id FROM bookmarks b JOIN instances i ON i.id = b.instance_id
        WHERE b.kind = $2 AND b.key = $3 AND ($4::text IS NULL OR b.correlation_id = $4) AND ($5::uuid IS NULL OR b.instance_id = $5) LIMIT 2)
        """;

    /// <summary>All that the request may mean; as in Elsa, a path that starts a workflow resumes none.</summary>
    /// <param name="path">Below the hooks' own address, without slashes at its ends.</param>
    /// <param name="correlationId">Null: any.</param>
    /// <param name="instanceId">Null: any.</param>
    public async Task<IReadOnlyList<HookTarget>> FindAsync(string method, string path, string? correlationId, Guid? instanceId, CancellationToken cancel)
    {
        var exact = $"{method} {path.ToLowerInvariant()}";
        if (await AtAsync(exact, new RouteValueDictionary(), correlationId, instanceId, cancel) is { Count: > 0 } found) return found;
        foreach (var (key, route) in await MatchingAsync(method, path, cancel))
            if (await AtAsync(key, route, correlationId, instanceId, cancel) is { Count: > 0 } matching) return matching;
        return [];
    }

    private async Task<List<(string Key, RouteValueDictionary Route)>> MatchingAsync(string method, string path, CancellationToken cancel)
    {
        var matching = new List<(string Key, RouteValueDictionary Route, decimal Precedence)>();
        await using var command = database.CreateCommand(Templates);
        command.Parameters.Add(Number(TriggerKind.HttpEndpoint));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var key = reader.GetString(0);
            if (!key.StartsWith(method + " ", StringComparison.Ordinal)) continue;
            if (Parse(key[(method.Length + 1)..]) is not { } template) continue;
            var route = new RouteValueDictionary();
            if (new TemplateMatcher(template, new RouteValueDictionary()).TryMatch("/" + path, route)) matching.Add((key, route, RoutePrecedence.ComputeInbound(template)));
        }

        return [.. matching.OrderBy(m => m.Precedence).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Route))];
    }

    // A designer may write "{" where no parameter begins: such a path is met by its exact text only.
    private static RouteTemplate? Parse(string path)
    {
        try
        {
            return TemplateParser.Parse(path);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task<List<HookTarget>> AtAsync(string key, RouteValueDictionary route, string? correlationId, Guid? instanceId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(Number(TriggerKind.HttpEndpoint));
        command.Parameters.Add(Number(BookmarkKind.HttpEndpoint));
        command.Parameters.Add(Key(key));
        command.Parameters.Add(Key(correlationId));
        command.Parameters.Add(Uuid(instanceId));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<HookTarget>();
        while (await reader.ReadAsync(cancel)) found.Add(new HookTarget(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), key, route));
        var starting = found.FindAll(t => t.InstanceId is null);
        return starting.Count > 0 ? starting : found;
    }
}
