using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Tasks;

namespace OrderFlow.Instances.Trial;

/// <summary>The tasks of a dry run, changed as <see cref="TaskSql"/> changes those of the database.</summary>
internal sealed class TrialTasks
{
    public List<TaskRow> Rows { get; } = [];
    public List<TaskAssigneeRow> Listed { get; } = [];
    public List<TaskDecisionRow> Decisions { get; } = [];

    public void Open(OpenTask open, InstanceState state)
    {
        var content = open.Content;
        Rows.Add(new TaskRow
        {
            Id = open.TaskId,
            InstanceId = state.Id,
            BookmarkId = open.BookmarkId,
            DefinitionId = state.DefinitionId,
            ActivityId = open.ActivityId,
            Title = content.Title,
            Description = content.Description,
            Assignees = [.. content.Assignees],
            Mode = content.Mode,
            Outcomes = [.. content.Outcomes],
            Form = TextOrNull(content.Form),
            State = TaskState.Open,
            DueAt = content.DueAt,
            OpenedAt = state.UpdatedAt,
            Revision = state.Revision,
        });
        Listed.AddRange(content.Assignees.Distinct().Select(a => new TaskAssigneeRow { Assignee = a, TaskId = open.TaskId }));
    }

    public void Record(RecordDecision decision, InstanceState state, DecideTask? cause, bool closes)
    {
        Decisions.Add(new TaskDecisionRow
        {
            TaskId = decision.TaskId,
            Revision = state.Revision,
            InstanceId = state.Id,
            Actor = decision.Actor,
            Outcome = decision.Outcome,
            Comment = decision.Comment,
            FormData = TextOrNull(decision.FormData),
            At = state.UpdatedAt,
        });
        if (closes) return;
        HashSet<string> entries = ["user:" + decision.Actor.ToLowerInvariant(), .. (cause?.Roles ?? new HashSet<string>()).Select(r => "role:" + r)];
        Listed.RemoveAll(l => l.TaskId == decision.TaskId && entries.Contains(l.Assignee));
        Row(decision.TaskId).Revision = state.Revision;
    }

    public void Change(ChangeAssignees change, InstanceState state)
    {
        var row = Row(change.TaskId);
        Listed.RemoveAll(l => l.TaskId == row.Id && row.Assignees.Contains(l.Assignee) && !change.Assignees.Contains(l.Assignee));
        foreach (var added in change.Assignees.Distinct().Where(a => a == change.Listed || !row.Assignees.Contains(a)))
            if (!Listed.Exists(l => l.TaskId == row.Id && l.Assignee == added)) Listed.Add(new TaskAssigneeRow { Assignee = added, TaskId = row.Id });
        (row.Assignees, row.Revision) = ([.. change.Assignees], state.Revision);
    }

    public void List(ChangeSeats seats, InstanceState state)
    {
        var row = Row(seats.TaskId);
        Listed.RemoveAll(l => l.TaskId == row.Id && row.Assignees.Contains(l.Assignee) && !seats.Waiting.Contains(l.Assignee));
        foreach (var waiting in seats.Waiting.Distinct())
            if (!Listed.Exists(l => l.TaskId == row.Id && l.Assignee == waiting)) Listed.Add(new TaskAssigneeRow { Assignee = waiting, TaskId = row.Id });
        (row.Assignees, row.DueAt, row.Revision) = ([.. seats.Concerned], seats.DueAt, state.Revision);
    }

    public void Close(CloseTask close, InstanceState state)
    {
        var row = Row(close.TaskId);
        row.State = close.Outcome is null ? TaskState.Withdrawn : TaskState.Completed;
        (row.Outcome, row.Actor, row.Comment, row.ClosedAt, row.Revision) = (close.Outcome, close.Actor, close.Comment, state.UpdatedAt, state.Revision);
        Listed.RemoveAll(l => l.TaskId == row.Id && row.Assignees.Contains(l.Assignee));
    }

    public TaskRow Row(Guid id) => Rows.Find(t => t.Id == id) ?? throw new InvalidOperationException($"Expected task '{id}' to have been opened in this dry run.");

    private static string? TextOrNull(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : value.GetRawText();
}
