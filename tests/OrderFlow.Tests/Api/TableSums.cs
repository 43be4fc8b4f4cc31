using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Api;

/// <summary>What the database holds, in one line: the count of each table's rows and a hash of all that is in them.</summary>
internal static class TableSums
{
    // The count of failed sign-ins is meant to change when one is refused.
    private static readonly string[] Tables =
    [
        "definitions", "publish_requests", "triggers", "instances", "journal", "bookmarks", "messages", "operations", "outbox", "deadlines", "tasks", "task_assignees", "task_decisions", "users", "api_keys",
    ];

    private static readonly string Sql =
        $"SELECT concat_ws(' ', {string.Join(", ", Tables.Select(t => $"(SELECT '{t}:' || count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {t} t)"))})";

    public static Task<string> OfAsync(TestStore store) => store.ScalarAsync<string>(Sql);
}
