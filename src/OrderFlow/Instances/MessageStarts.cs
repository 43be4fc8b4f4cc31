using System.Text.Json;
using Npgsql;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;

namespace OrderFlow.Instances;

/// <summary>Starts the instances that messages ask for. A parent that waits for one that cannot start is told so.</summary>
internal sealed class MessageStarts(CompiledVersions versions, WorkflowEngine engine, TimeProvider clock)
{
    private readonly InstanceStart start = new(versions, engine, clock);

    /// <param name="refusal">Why the attempt before was refused by the database; null: it was not.</param>
    public async Task<Delivered> StartAsync(BurstSession session, Claimed message, RunResult.Rejected? refusal)
    {
        var (request, child) = Request(message);
        await using var statements = session.Write();
        var rejected = refusal;
        if (rejected is null)
        {
            (var prepared, rejected) = await start.PrepareAsync(request, CancellationToken.None);
            if (prepared is not null) return await WriteAsync(session, statements, message, prepared);
        }

        Refuse(statements, message, child, rejected!);
        return new Delivered(await session.CommitAsync(statements));
    }

    private async Task<Delivered> WriteAsync(BurstSession session, Statements statements, Claimed message, PreparedStart prepared)
    {
        try
        {
            prepared.Write(statements);
            MessageSql.Done(statements, message.Id);
            return new Delivered(await session.CommitAsync(statements));
        }
        catch (PostgresException guard) when (guard.SqlState is Faults.VersionChanged or Faults.RunsAlready)
        {
            var refusal = prepared.Refusal(guard);
            if (refusal is null) start.Forget(prepared);
            return new Delivered(null, IsFailed: true, refusal);
        }
    }

    private void Refuse(Statements statements, Claimed message, StartChild? child, RunResult.Rejected rejected)
    {
        var now = clock.GetUtcNow();
        var isExpected = IsExpected(child, rejected);
        if (child?.BookmarkId is { } bookmark)
        {
            var nothing = new NotifyParent(message.Source!.Value, bookmark, WorkflowSubStatus.Faulted, new Dictionary<string, JsonElement>());
            MessageSql.Notify(statements, nothing, child.ChildInstanceId, FailureOf(child, rejected), rejected.Kind == Rejection.NotFound, now);
        }
        else if (!isExpected)
        {
            // Nobody waits for the answer; somebody should see it.
            MessageSql.Fail(statements, message.Id, rejected.Message, now, isDead: true);
            return;
        }

        MessageSql.Done(statements, message.Id);
    }

    /// <summary>What a parent is told of a child that could not start.</summary>
    public static string FailureOf(StartChild child, RunResult.Rejected rejected) => $"'{child.DefinitionId}' was not started: {rejected.Message}";

    /// <summary>An activation strategy says no, or the workflow was retracted after the event: then there is nothing to start.</summary>
    /// <param name="child">Null: an event was to start it.</param>
    public static bool IsExpected(StartChild? child, RunResult.Rejected rejected) =>
        rejected.Kind == Rejection.Conflict || (child is null && rejected.Kind == Rejection.NotFound);

    /// <param name="instance">Id of the one to be started.</param>
    public static StartRequest RequestOf(TriggeredStart triggered, Guid? instance) => new()
    {
        VersionId = triggered.VersionId,
        InstanceId = instance,
        CorrelationId = triggered.CorrelationId,
        TriggerActivityId = triggered.ActivityId,
        TriggerInput = triggered.Input,
    };

    /// <param name="parent">The instance that asks for it.</param>
    public static StartRequest RequestOf(StartChild child, Guid? parent) => new()
    {
        DefinitionId = child.VersionId is null ? child.DefinitionId : null,
        VersionId = child.VersionId,
        InstanceId = child.ChildInstanceId,
        Input = child.Input,
        CorrelationId = child.CorrelationId,
        ParentInstanceId = parent,
        ParentBookmarkId = child.BookmarkId,
        ParentWaitsUntilIdle = child.UntilIdle,
    };

    private static (StartRequest Request, StartChild? Child) Request(Claimed message)
    {
        if (message.Kind == MessageKind.StartByTrigger)
            return (RequestOf(JsonSerializer.Deserialize(message.Payload, StoreJson.Default.TriggeredStart)!, message.Target), null);
        var child = JsonSerializer.Deserialize(message.Payload, StoreJson.Default.StartChild)!;
        return (RequestOf(child, message.Source), child);
    }
}
