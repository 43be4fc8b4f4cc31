using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>
/// Turns a published event into one message for each bookmark that waits for it and each workflow that it starts, at once:
/// whoever is not among them did not wait at that moment, and nobody gets it twice.
/// </summary>
internal sealed class EventSpread(TimeProvider clock)
{
    public async Task<IReadOnlyList<long>> SpreadAsync(BurstSession session, Claimed message)
    {
        var publish = JsonSerializer.Deserialize(message.Payload, StoreJson.Default.PublishEvent)!;
        var now = clock.GetUtcNow();
        await using var statements = session.Write();
        MessageSql.Resume(statements, publish, message.Source, Payload(publish.Payload), now);
        if (!publish.OnlyThisInstance)
        {
            foreach (var trigger in await TriggersAsync(session.Connection, publish.Name))
            {
                var start = StartOf(publish, trigger);
                MessageSql.Add(
                    statements, MessageKind.StartByTrigger, IdOf(publish.Id, trigger), message.Source, null,
                    JsonSerializer.SerializeToUtf8Bytes(start, StoreJson.Default.TriggeredStart), now);
            }
        }

        MessageSql.Done(statements, message.Id);
        return await session.CommitAsync(statements);
    }

    /// <summary>What the event brings to the workflow that it starts.</summary>
    public static TriggeredStart StartOf(PublishEvent publish, TriggeredStart trigger) =>
        trigger with { CorrelationId = publish.CorrelationId is { Length: > 0 } correlation ? correlation : null, Input = publish.Payload };

    private static byte[] Payload(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Undefined ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(payload);

    /// <summary>The published workflows that an event starts.</summary>
    public static async Task<List<TriggeredStart>> TriggersAsync(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand(
            "SELECT t.version_id, t.activity_id FROM triggers t JOIN definitions d ON d.id = t.version_id AND d.is_published WHERE t.kind = $1 AND t.key = $2 ORDER BY 1, 2",
            connection)
        {
            Parameters = { Number(TriggerKind.Event), Key(name) },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<TriggeredStart>();
        while (await reader.ReadAsync()) found.Add(new TriggeredStart(reader.GetString(0), reader.GetString(1), null, default));
        return found;
    }

    /// <summary>The same event and trigger give the same instance, however often the message is spread; its time is the event's.</summary>
    public static Guid IdOf(Guid eventId, TriggeredStart trigger)
    {
        var bytes = eventId.ToByteArray(bigEndian: true);
        var hash = SHA256.HashData([.. bytes, .. Encoding.UTF8.GetBytes($"{trigger.VersionId}\n{trigger.ActivityId}")]);
        hash.AsSpan(0, 10).CopyTo(bytes.AsSpan(6));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
