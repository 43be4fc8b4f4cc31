using Npgsql;

namespace OrderFlow.Hosting;

/// <summary>Knows what a database does to those who use it rightly: it goes away, is full, or gives them too few rights.</summary>
internal static class DatabaseFailure
{
    // Classes of SQLSTATE: authorization, missing resources (a full disk), intervention of an operator, system errors.
    private static readonly string[] Classes = ["28", "53", "57", "58"];
    private static readonly string[] States = [PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ReadOnlySqlTransaction];

    /// <returns>One sentence; null: it is something else, perhaps a fault of ours.</returns>
    internal static string? Reason(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is PostgresException refused)
            {
                return States.Contains(refused.SqlState) || Classes.Any(c => refused.SqlState.StartsWith(c, StringComparison.Ordinal))
                    ? $"The database refuses: {Words.Of(refused)}."
                    : null;
            }

            if (inner is NpgsqlException) return $"The database does not answer: {Words.Of(inner)}.";
        }

        return null;
    }
}
