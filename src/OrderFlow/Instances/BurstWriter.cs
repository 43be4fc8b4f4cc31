using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>Turns a burst into statements: the instance's row, its journal, and a row or two for each effect.</summary>
internal static class BurstWriter
{
    private const string InsertInstance =
        """
        INSERT INTO instances (id, definition_id, definition_version_id, version, status, sub_status, is_held, correlation_id, name,
            parent_instance_id, parent_bookmark_id, revision, incident_count, state, created_at, updated_at, finished_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    private const string UpdateInstance =
        """
        UPDATE instances SET status = $2, sub_status = $3, is_held = $4, correlation_id = $5, name = $6, revision = $7, incident_count = $8,
            state = $9, updated_at = $10, finished_at = $11
        WHERE id = $1
        """;

    private const string InsertJournal = "INSERT INTO journal (instance_id, burst, at, entries) VALUES ($1, $2, $3, $4)";

    public static void Start(Statements statements, Burst burst, Stimulus stimulus)
    {
        var state = burst.State;
        statements.Add(
            InsertInstance,
            Uuid(state.Id), Text(state.DefinitionId), Text(state.DefinitionVersionId), Int(state.DefinitionVersion), Number(state.Status), Number(state.SubStatus),
            Bool(state.IsHeld), Key(state.CorrelationId), Text(state.Name), Uuid(state.ParentInstanceId), Int(state.ParentBookmarkId), Int(state.Revision),
            Int(InstanceSummary.OpenIncidents(state)), Bytes(PackedJson.Pack(burst.StoredState)), Time(state.CreatedAt), Time(state.UpdatedAt), Time(state.FinishedAt));
        WriteRest(statements, burst, stimulus);
    }

    public static void Continue(Statements statements, InstanceState before, Burst burst, Stimulus stimulus)
    {
        var state = burst.State;
        statements.Add(
            UpdateInstance,
            Uuid(state.Id), Number(state.Status), Number(state.SubStatus), Bool(state.IsHeld), Key(state.CorrelationId), Text(state.Name),
            Int(state.Revision), Int(InstanceSummary.OpenIncidents(state)), Bytes(PackedJson.Pack(burst.StoredState)), Time(state.UpdatedAt), Time(state.FinishedAt));
        if (before.CorrelationId != state.CorrelationId && before.Bookmarks.Count > 0)
            statements.Add("UPDATE bookmarks SET correlation_id = $2 WHERE instance_id = $1", Uuid(state.Id), Key(state.CorrelationId));
        WriteRest(statements, burst, stimulus);
        if (IsTakenUp(before, state)) MessageSql.Wake(statements, state.Id, state.UpdatedAt);
    }

    /// <summary>The journal's row as it is stored; by it an unknown outcome can be told from another's burst.</summary>
    public static byte[] StoredJournal(Burst burst) => PackedJson.Pack(StateJson.Write(burst.Journal));

    private static void WriteRest(Statements statements, Burst burst, Stimulus stimulus)
    {
        var state = burst.State;
        if (burst.Journal.Count > 0)
            statements.Add(InsertJournal, Uuid(state.Id), Int(state.Revision), Time(state.UpdatedAt), Bytes(StoredJournal(burst)));
        foreach (var effect in burst.Effects) Write(statements, effect, burst, stimulus);
        // Last, so that as little time as can be is left for somebody to begin looking unseen.
        InstanceSignal.Add(statements, state.Id);
    }

    private static void Write(Statements statements, Effect effect, Burst burst, Stimulus stimulus)
    {
        var state = burst.State;
        switch (effect)
        {
            case OpenTask open:
                TaskSql.Open(statements, open, state);
                break;
            case RecordDecision decision:
                TaskSql.Record(statements, decision, state, stimulus as DecideTask, burst.Effects.Any(e => e is CloseTask close && close.TaskId == decision.TaskId));
                break;
            case ChangeAssignees change:
                TaskSql.Change(statements, change, state);
                break;
            case ChangeSeats seats:
                TaskSql.List(statements, seats, state);
                break;
            case CloseTask close:
                TaskSql.Close(statements, close, state);
                break;
            case SetDeadline set:
                statements.Add(
                    "INSERT INTO deadlines (id, instance_id, bookmark_id, kind, due_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET due_at = $5, taken_until = NULL",
                    Uuid(set.DeadlineId), Uuid(state.Id), Int(set.BookmarkId), Number(set.Kind), Time(set.DueAt));
                break;
            case CancelDeadline cancel:
                statements.Add("DELETE FROM deadlines WHERE id = $1", Uuid(cancel.DeadlineId));
                break;
            case AddBookmark add:
                statements.Add(
                    "INSERT INTO bookmarks (instance_id, bookmark_id, kind, key, reference, correlation_id, definition_id, activity_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    Uuid(state.Id), Int(add.BookmarkId), Number(add.Kind), Key(add.Key ?? ""), Uuid(add.Reference), Key(state.CorrelationId), Text(state.DefinitionId), Text(add.ActivityId));
                break;
            case RemoveBookmark remove:
                statements.Add("DELETE FROM bookmarks WHERE instance_id = $1 AND bookmark_id = $2", Uuid(state.Id), Int(remove.BookmarkId));
                break;
            case SendMail mail:
                OutboxSql.Add(statements, mail.Id, Outbox.OutboxKind.Mail, JsonSerializer.SerializeToUtf8Bytes(mail, StoreJson.Default.SendMail), state);
                break;
            case SendHttp call:
                OutboxSql.Add(statements, call.Id, Outbox.OutboxKind.Http, JsonSerializer.SerializeToUtf8Bytes(call, StoreJson.Default.SendHttp), state);
                break;
            case NotifyTask notice:
                OutboxSql.Add(statements, notice.Id, Outbox.OutboxKind.Notice, JsonSerializer.SerializeToUtf8Bytes(notice, StoreJson.Default.NotifyTask), state);
                break;
            case StartChild or CancelChild or NotifyParent or PublishEvent:
                MessageSql.Add(statements, effect, state);
                break;
            case WriteResponse:
                // Goes to the caller, not into the database.
                break;
            default:
                throw new InvalidOperationException($"Expected a known effect, but got {effect.GetType().Name}.");
        }
    }

    // Messages that came while it was held or faulted were refused and wait for this.
    private static bool IsTakenUp(InstanceState before, InstanceState after) =>
        (before.IsHeld && !after.IsHeld) || (before.Status == WorkflowStatus.Finished && after.Status == WorkflowStatus.Running)
        || (before.Status == WorkflowStatus.Finished && before.SubStatus == WorkflowSubStatus.Faulted && after.SubStatus == WorkflowSubStatus.Cancelled);
}
