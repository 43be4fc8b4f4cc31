using Npgsql;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Outbox;

/// <summary>The table of what leaves the database: taking letters, and saying what became of them.</summary>
internal sealed class OutboxBox(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How long a taken letter is nobody else's, unless that is renewed: so long a letter waits whose host has died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Waits between attempts: about a day in all. After the last the letter is dead.</summary>
    internal static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>One more than there are waits.</summary>
    public static int Attempts => Waits.Length + 1;

    // The attempt is counted when it begins: a letter that kills its host must not be tried for ever.
    private const string Take =
        """
        UPDATE outbox SET next_try_at = $2, attempts = attempts + 1 WHERE id IN (
            SELECT id FROM outbox WHERE state = 0 AND next_try_at <= $1 AND kind = ANY($4) ORDER BY next_try_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, instance_id, payload, attempts
        """;

    public async Task<List<OutboxLetter>> TakeAsync(OutboxLane lane, int most, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Take);
        command.Parameters.Add(Time(now));
        command.Parameters.Add(Time(now + Lease));
        command.Parameters.Add(Int(most));
        command.Parameters.Add(Numbers(lane.Kinds()));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var letters = new List<OutboxLetter>();
        while (await reader.ReadAsync(cancel))
            letters.Add(new OutboxLetter(reader.GetGuid(0), (OutboxKind)reader.GetInt16(1), reader.GetGuid(2), PackedJson.Unpack(reader.GetFieldValue<byte[]>(3)), reader.GetInt32(4)));
        return letters;
    }

    /// <summary>Adds a letter whose first attempt was part of another letter's. One that is there already stays as it is.</summary>
    public async Task AddAsync(OutboxLetter letter, string reason, bool isDead)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(
            """
            INSERT INTO outbox (id, kind, instance_id, payload, attempts, next_try_at, state, last_error, created_at, done_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING
            """);
        command.Parameters.Add(Uuid(letter.Id));
        command.Parameters.Add(Number(letter.Kind));
        command.Parameters.Add(Uuid(letter.InstanceId));
        command.Parameters.Add(Bytes(PackedJson.Pack(letter.Payload)));
        command.Parameters.Add(Int(letter.Attempt));
        command.Parameters.Add(Time(now + Waits[letter.Attempt - 1]));
        command.Parameters.Add(Number(isDead ? OutboxState.Dead : OutboxState.Pending));
        command.Parameters.Add(Text(reason));
        command.Parameters.Add(Time(now));
        command.Parameters.Add(Time(isDead ? now : null));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Keeps letters that are still being sent. Else a slow mail server would get one mail from two hosts.</summary>
    public async Task RenewAsync(IEnumerable<Guid> letters, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("UPDATE outbox SET next_try_at = $2 WHERE id = ANY($1) AND state = 0");
        command.Parameters.Add(Uuids(letters));
        command.Parameters.Add(Time(clock.GetUtcNow() + Lease));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Not to be interrupted: what has been sent must be known as sent.</summary>
    /// <returns>The state that the letter is in now.</returns>
    public async Task<OutboxState> SettleAsync(OutboxLetter letter, LetterFate fate)
    {
        var now = clock.GetUtcNow();
        var isOver = fate is LetterFate.Again && letter.Attempt >= Attempts;
        var state = fate is LetterFate.Done ? OutboxState.Sent : fate is LetterFate.Dead || isOver ? OutboxState.Dead : OutboxState.Pending;
        var (wait, reason) = fate switch
        {
            LetterFate.Done => (TimeSpan.Zero, null),
            LetterFate.Again again => (Waits[Math.Min(letter.Attempt, Waits.Length) - 1], again.Reason),
            LetterFate.Dead dead => (TimeSpan.Zero, (string?)dead.Reason),
            _ => throw new InvalidOperationException($"Expected a known fate, but got {fate.GetType().Name}."),
        };
        await using var command = database.CreateCommand("UPDATE outbox SET state = $2, next_try_at = $3, last_error = $4, done_at = $5 WHERE id = $1 AND state = 0");
        command.Parameters.Add(Uuid(letter.Id));
        command.Parameters.Add(Number(state));
        command.Parameters.Add(Time(now + wait));
        command.Parameters.Add(Text(reason));
        command.Parameters.Add(Time(state == OutboxState.Pending ? null : now));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        return state;
    }

    /// <summary>When the next letter may be tried; null: there is none.</summary>
    public async Task<DateTimeOffset?> NextAsync(OutboxLane lane, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT next_try_at FROM outbox WHERE state = 0 AND kind = ANY($1) ORDER BY next_try_at LIMIT 1");
        command.Parameters.Add(Numbers(lane.Kinds()));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }
}
