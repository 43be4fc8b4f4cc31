using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace OrderFlow.Replay;

/// <summary>
/// The verdicts of a replay, kept beside its instances, so that one that was stopped goes on where it was. A replay has a
/// database of its own: the tasks and mails of last year must not reach anybody.
/// </summary>
internal sealed class ReplayLedger(NpgsqlDataSource database)
{
    /// <summary>The name of the database for the product's database, a log, a definition and a mapping: the same four go on, others begin.</summary>
    public static string DatabaseName(params IEnumerable<string> hashes) => "orderflow_replay_" + Hex(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', hashes))))[..16];

    public static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            CREATE SCHEMA IF NOT EXISTS replay;
            CREATE TABLE IF NOT EXISTS replay.cases (
                number integer PRIMARY KEY, name text NOT NULL, kind smallint NOT NULL, event_number integer, event_name text, reason text);
            CREATE TABLE IF NOT EXISTS replay.done (at timestamptz NOT NULL)
            """);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task AddAsync(CaseVerdict verdict, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("INSERT INTO replay.cases VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (number) DO NOTHING");
        command.Parameters.Add(new() { Value = verdict.Number });
        command.Parameters.Add(new() { Value = verdict.Name });
        command.Parameters.Add(new() { Value = (short)verdict.Kind });
        command.Parameters.Add(new() { Value = (object?)verdict.EventNumber ?? DBNull.Value });
        command.Parameters.Add(new() { Value = (object?)verdict.EventName ?? DBNull.Value });
        command.Parameters.Add(new() { Value = (object?)verdict.Reason ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<IReadOnlyList<CaseVerdict>> ReadAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT number, name, kind, event_number, event_name, reason FROM replay.cases ORDER BY number");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var verdicts = new List<CaseVerdict>();
        while (await reader.ReadAsync(cancel))
        {
            verdicts.Add(new CaseVerdict(
                reader.GetInt32(0), reader.GetString(1), (Verdict)reader.GetInt16(2),
                reader.IsDBNull(3) ? null : reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
        }

        return verdicts;
    }

    /// <summary>Notes that every case has been played: the next replay of the same begins anew.</summary>
    public async Task FinishAsync(DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("INSERT INTO replay.done VALUES ($1)");
        command.Parameters.Add(new() { Value = at.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
