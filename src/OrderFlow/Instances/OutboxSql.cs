using OrderFlow.Engine.Execution;
using OrderFlow.Outbox;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>The statement by which a burst hands something to the outbox.</summary>
internal static class OutboxSql
{
    public static void Add(Statements statements, Guid id, OutboxKind kind, byte[] payload, InstanceState state) =>
        statements.Add(
            "INSERT INTO outbox (id, kind, instance_id, payload, attempts, next_try_at, state, created_at) VALUES ($1, $2, $3, $4, 0, $5, $6, $5)",
            Uuid(id), Number(kind), Uuid(state.Id), Bytes(PackedJson.Pack(payload)), Time(state.UpdatedAt), Number(OutboxState.Pending));
}
