using Npgsql;
using OrderFlow.Engine.Execution;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>Something that a bookmark may wait for, by what it is and not by who waits.</summary>
/// <param name="Kind">One of those that are looked up: Event, RunTask, HttpEndpoint.</param>
/// <param name="Key">Name of the event or task, "METHOD path" of an endpoint.</param>
/// <param name="CorrelationId">Null: any.</param>
/// <param name="InstanceId">Null: any.</param>
public sealed record BookmarkQuery(BookmarkKind Kind, string Key, string? CorrelationId, Guid? InstanceId);

/// <summary>Finds the bookmark that a stimulus means.</summary>
internal static class BookmarkLookup
{
    private const string Select =
        """
        SELECT instance_id, bookmark_id FROM bookmarks
        WHERE kind = $1 AND key = $2 AND ($3::text IS NULL OR correlation_id = $3) AND ($4::uuid IS NULL OR instance_id = $4)
        ORDER BY instance_id, bookmark_id LIMIT 2
        """;

    /// <returns>The only one that waits; or why there is none.</returns>
    public static async Task<((Guid InstanceId, int BookmarkId)? Found, RunResult.Rejected? Rejected)> SingleAsync(NpgsqlDataSource database, BookmarkQuery query, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(Number(query.Kind));
        command.Parameters.Add(Key(query.Key));
        command.Parameters.Add(Key(query.CorrelationId));
        command.Parameters.Add(Uuid(query.InstanceId));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return (null, new(Rejection.NotFound, $"Nothing waits for {Describe(query)}, or not any more."));
        var found = (reader.GetGuid(0), reader.GetInt32(1));
        return await reader.ReadAsync(cancel)
            ? (null, new(Rejection.Conflict, $"More than one bookmark waits for {Describe(query)}: name the instance, or its correlation id."))
            : (found, null);
    }

    private static string Describe(BookmarkQuery query) =>
        $"{query.Kind} '{query.Key}'{(query.CorrelationId is { } correlation ? $" with correlation id '{correlation}'" : "")}{(query.InstanceId is { } id ? $" in instance '{id}'" : "")}";
}
