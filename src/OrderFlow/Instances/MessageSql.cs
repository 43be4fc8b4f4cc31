using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>The statements that leave work for other instances.</summary>
internal static class MessageSql
{
    private const string Insert =
        """
        INSERT INTO messages (kind, target_instance_id, source_instance_id, bookmark_id, payload, attempts, next_try_at, is_dead, created_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6, false, $6) RETURNING id
        """;

    /// <summary>A StartChild, CancelChild, NotifyParent or PublishEvent.</summary>
    public static void Add(Statements statements, Effect effect, InstanceState state)
    {
        switch (effect)
        {
            case StartChild start:
                Add(statements, MessageKind.StartChild, start.ChildInstanceId, state.Id, start.BookmarkId, JsonSerializer.SerializeToUtf8Bytes(start, StoreJson.Default.StartChild), state.UpdatedAt);
                break;
            case CancelChild cancel:
                Add(statements, MessageKind.CancelChild, cancel.ChildInstanceId, state.Id, null, "{}"u8.ToArray(), state.UpdatedAt);
                break;
            case NotifyParent notify:
                Notify(statements, notify, state.Id, null, isMissing: false, state.UpdatedAt);
                break;
            case PublishEvent publish:
                Publish(statements, publish, state.Id, state.UpdatedAt);
                break;
            default:
                throw new InvalidOperationException($"Expected an effect on other instances, but got {effect.GetType().Name}.");
        }
    }

    /// <param name="failure">Why the child could not be started; null: it ran.</param>
    /// <param name="isMissing">It could not because there is no such workflow.</param>
    public static void Notify(Statements statements, NotifyParent notify, Guid child, string? failure, bool isMissing, DateTimeOffset now) =>
        Add(statements, MessageKind.NotifyParent, notify.ParentInstanceId, child, notify.BookmarkId, JsonSerializer.SerializeToUtf8Bytes(new ChildReport(notify, failure, isMissing), StoreJson.Default.ChildReport), now);

    /// <param name="source">Null: it came from outside.</param>
    public static void Publish(Statements statements, PublishEvent publish, Guid? source, DateTimeOffset now) =>
        Add(statements, MessageKind.PublishEvent, null, source, null, JsonSerializer.SerializeToUtf8Bytes(publish, StoreJson.Default.PublishEvent), now);

    public static void Add(Statements statements, MessageKind kind, Guid? target, Guid? source, int? bookmark, byte[] payload, DateTimeOffset now) =>
        statements.Add(Insert, Number(kind), Uuid(target), Uuid(source), Int(bookmark), Bytes(PackedJson.Pack(payload)), Time(now));

    /// <summary>One message for each bookmark that waits for the event. Nothing else must come between: it is delivered once to each.</summary>
    public static void Resume(Statements statements, PublishEvent publish, Guid? source, byte[] payload, DateTimeOffset now) =>
        statements.Add(
            """
            INSERT INTO messages (kind, target_instance_id, source_instance_id, bookmark_id, payload, attempts, next_try_at, is_dead, created_at)
            SELECT $1, b.instance_id, $2, b.bookmark_id, $3, 0, $4, false, $4 FROM bookmarks b
            WHERE b.kind = $5 AND b.key = $6 AND ($7::text IS NULL OR b.correlation_id = $7) AND ($8::uuid IS NULL OR b.instance_id = $8)
            ORDER BY b.instance_id, b.bookmark_id
            RETURNING id
            """,
            Number(MessageKind.Resume), Uuid(source), Bytes(PackedJson.Pack(payload)), Time(now), Number(BookmarkKind.Event), Key(publish.Name),
            Key(publish.CorrelationId is { Length: > 0 } correlation ? correlation : null), Uuid(publish.OnlyThisInstance ? source : null));

    public static void Done(Statements statements, long id) => statements.Add("DELETE FROM messages WHERE id = $1", Long(id));

    /// <summary>It is refused for as long as its instance is held or faulted; <see cref="Wake"/> brings it back.</summary>
    public static void Park(Statements statements, long id) => statements.Add("UPDATE messages SET next_try_at = NULL WHERE id = $1", Long(id));

    public static void Wake(Statements statements, Guid target, DateTimeOffset now) =>
        statements.Add(
            "UPDATE messages SET next_try_at = $2 WHERE target_instance_id = $1 AND next_try_at IS NULL AND NOT is_dead RETURNING id", Uuid(target), Time(now));

    public static void Fail(Statements statements, long id, string error, DateTimeOffset next, bool isDead) =>
        statements.Add(
            "UPDATE messages SET attempts = attempts + 1, last_error = $2, next_try_at = $3, is_dead = $4 WHERE id = $1",
            Long(id), Text(error), Time(next), Bool(isDead));
}

/// <summary>What a parent is told of its child.</summary>
/// <param name="Failure">Why it could not be started; null: it ran.</param>
/// <param name="IsMissing">It could not because there is no such workflow.</param>
internal sealed record ChildReport(NotifyParent Result, string? Failure, bool IsMissing = false);

/// <summary>A start that an event's trigger asks for.</summary>
/// <param name="Input">What the event brought; undefined: nothing.</param>
internal sealed record TriggeredStart(string VersionId, string ActivityId, string? CorrelationId, JsonElement Input);
