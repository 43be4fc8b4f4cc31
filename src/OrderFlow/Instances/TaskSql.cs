using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Persistence;
using OrderFlow.Tasks;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Instances;

/// <summary>The statements by which a burst writes tasks.</summary>
internal static class TaskSql
{
    // The list of a task's own row finds its entries by their key: no second index.
    private const string ClearAssignees =
        "DELETE FROM task_assignees WHERE task_id = $1 AND assignee = ANY((SELECT assignees FROM tasks WHERE id = $1)::text[])";

    public static void Open(Statements statements, OpenTask open, InstanceState state)
    {
        var content = open.Content;
        statements.Add(
            """
            INSERT INTO tasks (id, instance_id, bookmark_id, definition_id, activity_id, title, description, assignees, mode, outcomes, form, state,
                due_at, opened_at, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            Uuid(open.TaskId), Uuid(state.Id), Int(open.BookmarkId), Text(state.DefinitionId), Text(open.ActivityId), Text(content.Title), Text(content.Description),
            Keys(content.Assignees), Number(content.Mode), Texts(content.Outcomes), Json(JsonOrNull(content.Form)), Number(TaskState.Open), Time(content.DueAt),
            Time(state.UpdatedAt), Int(state.Revision));
        statements.Add(
            "INSERT INTO task_assignees (assignee, task_id) SELECT DISTINCT a, $1 FROM unnest($2::text[]) a",
            Uuid(open.TaskId), Keys(content.Assignees));
    }

    /// <param name="cause">Null: not a person's decision.</param>
    /// <param name="closes">The same burst closes the task, which clears its entries anyway.</param>
    public static void Record(Statements statements, RecordDecision decision, InstanceState state, DecideTask? cause, bool closes)
    {
        statements.Add(
            "INSERT INTO task_decisions (task_id, revision, instance_id, actor, outcome, comment, form_data, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            Uuid(decision.TaskId), Int(state.Revision), Uuid(state.Id), Text(decision.Actor), Text(decision.Outcome), Text(decision.Comment),
            Json(JsonOrNull(decision.FormData)), Time(state.UpdatedAt));
        if (closes) return;
        IEnumerable<string> entries = ["user:" + decision.Actor.ToLowerInvariant(), .. (cause?.Roles ?? new HashSet<string>()).Select(r => "role:" + r)];
        statements.Add("DELETE FROM task_assignees WHERE task_id = $1 AND assignee = ANY($2)", Uuid(decision.TaskId), Keys(entries));
        statements.Add("UPDATE tasks SET revision = $2 WHERE id = $1", Uuid(decision.TaskId), Int(state.Revision));
    }

    /// <summary>Who is new gets it on the list; who is not among them any more loses it; who has decided already stays without.</summary>
    public static void Change(Statements statements, ChangeAssignees change, InstanceState state)
    {
        var (task, assignees) = (change.TaskId, change.Assignees);
        statements.Add(
            "DELETE FROM task_assignees WHERE task_id = $1 AND assignee = ANY((SELECT assignees FROM tasks WHERE id = $1)::text[]) AND assignee <> ALL($2)",
            Uuid(task), Keys(assignees));
        statements.Add(
            """
            INSERT INTO task_assignees (assignee, task_id)
            SELECT DISTINCT a, $1 FROM unnest($2::text[]) a WHERE a = $3 OR a <> ALL((SELECT assignees FROM tasks WHERE id = $1)::text[])
            ON CONFLICT DO NOTHING
            """,
            Uuid(task), Keys(assignees), Key(change.Listed));
        statements.Add("UPDATE tasks SET assignees = $2, revision = $3 WHERE id = $1", Uuid(task), Keys(assignees), Int(state.Revision));
    }

    /// <summary>Exactly those whose turn it is have it on the list.</summary>
    public static void List(Statements statements, ChangeSeats seats, InstanceState state)
    {
        statements.Add("DELETE FROM task_assignees WHERE task_id = $1 AND assignee = ANY((SELECT assignees FROM tasks WHERE id = $1)::text[]) AND assignee <> ALL($2)", Uuid(seats.TaskId), Keys(seats.Waiting));
        statements.Add("INSERT INTO task_assignees (assignee, task_id) SELECT DISTINCT a, $1 FROM unnest($2::text[]) a ON CONFLICT DO NOTHING", Uuid(seats.TaskId), Keys(seats.Waiting));
        statements.Add(
            "UPDATE tasks SET assignees = $2, due_at = $3, revision = $4 WHERE id = $1",
            Uuid(seats.TaskId), Keys(seats.Concerned), Time(seats.DueAt), Int(state.Revision));
    }

    public static void Close(Statements statements, CloseTask close, InstanceState state)
    {
        statements.Add(
            "UPDATE tasks SET state = $2, outcome = $3, actor = $4, comment = $5, closed_at = $6, revision = $7 WHERE id = $1",
            Uuid(close.TaskId), Number(close.Outcome is null ? TaskState.Withdrawn : TaskState.Completed), Text(close.Outcome), Text(close.Actor), Text(close.Comment),
            Time(state.UpdatedAt), Int(state.Revision));
        statements.Add(ClearAssignees, Uuid(close.TaskId));
    }

    /// <summary>All tasks of an instance that is deleted.</summary>
    public static void Delete(Statements statements, Guid instanceId)
    {
        statements.Add(
            """
            DELETE FROM task_assignees a USING (SELECT id, unnest(assignees) AS assignee FROM tasks WHERE instance_id = $1) t
            WHERE a.task_id = t.id AND a.assignee = t.assignee
            """,
            Uuid(instanceId));
        statements.Add("DELETE FROM task_decisions WHERE task_id IN (SELECT id FROM tasks WHERE instance_id = $1)", Uuid(instanceId));
        statements.Add("DELETE FROM tasks WHERE instance_id = $1", Uuid(instanceId));
    }

    private static string? JsonOrNull(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : value.GetRawText();
}
