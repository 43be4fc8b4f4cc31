using Npgsql;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Studio.Live;

/// <summary>
/// Tells all hosts' bursts which instances are looked at from here; see <see cref="OrderFlow.Instances.InstanceSignal"/>.
/// </summary>
internal sealed class LiveObservers(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Longer than any pause between two beats; what a host that died left is gone after it.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(2);

    private readonly Guid host = Guid.NewGuid();

    /// <returns>Where the instance stands now that no burst of it goes unheard; null: it is gone.</returns>
    public async Task<(int Revision, DateTimeOffset UpdatedAt)?> AddAsync(Guid instance, CancellationToken cancel)
    {
        await RefreshAsync([instance], cancel);
        await using var command = database.CreateCommand("SELECT revision, updated_at FROM instances WHERE id = $1");
        command.Parameters.Add(Uuid(instance));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1)) : null;
    }

    /// <summary>Says again what is looked at, and takes away what nobody has said again.</summary>
    /// <returns>The revisions of the instances.</returns>
    public async Task<IReadOnlyList<(Guid Id, int Revision)>> BeatAsync(IReadOnlyCollection<Guid> instances, CancellationToken cancel)
    {
        await RefreshAsync(instances, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var statements = new Statements(connection);
        statements.Add("DELETE FROM live_observers WHERE until < $1 OR (host = $2 AND instance_id <> ALL($3))", Time(clock.GetUtcNow()), Uuid(host), Uuids(instances));
        statements.Add("SELECT id, revision FROM instances WHERE id = ANY($1)", Uuids(instances));
        await using var reader = await statements.ReadAsync(cancel);
        var found = new List<(Guid, int)>();
        while (await reader.ReadAsync(cancel)) found.Add((reader.GetGuid(0), reader.GetInt32(1)));
        return found;
    }

    private async Task RefreshAsync(IReadOnlyCollection<Guid> instances, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO live_observers (instance_id, host, until) SELECT i, $2, $3 FROM unnest($1) i
            ON CONFLICT (instance_id, host) DO UPDATE SET until = excluded.until
            """);
        command.Parameters.Add(Uuids(instances));
        command.Parameters.Add(Uuid(host));
        command.Parameters.Add(Time(clock.GetUtcNow() + Keep));
        await command.ExecuteNonQueryAsync(cancel);
    }
}
