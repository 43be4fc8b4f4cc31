using Npgsql;

namespace OrderFlow.Instances;

/// <summary>What the database may answer to a burst, and what it means.</summary>
internal static class Faults
{
    /// <summary>Raised by start_guard: the version is not what was compiled.</summary>
    public const string VersionChanged = "OF001";

    /// <summary>Raised by start_guard: the activation strategy forbids another instance; its detail names the one that runs.</summary>
    public const string RunsAlready = "OF002";

    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(800)];

    public static int Attempts => Pauses.Length + 1;

    /// <summary>It may well succeed when tried again: a deadlock, a serialisation failure, a lost connection, a server that restarts.</summary>
    public static bool IsPassing(Exception error) => error is NpgsqlException { IsTransient: true };

    /// <summary>The server said that the transaction failed. Otherwise the connection broke, and whether it was committed is not known.</summary>
    public static bool IsCertain(Exception error) => error is PostgresException { InvariantSeverity: "ERROR" };

    public static bool IsDuplicate(Exception error, string table) =>
        error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } duplicate && duplicate.TableName == table;

    /// <param name="attempt">1 after the first failure.</param>
    public static Task PauseAsync(int attempt, CancellationToken cancel) => Task.Delay(Pauses[attempt - 1] * (0.5 + Random.Shared.NextDouble()), cancel);
}
