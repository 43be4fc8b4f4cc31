using System.Text.Json;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Tasks;

/// <param name="Form">What is to be filled in; null: nothing.</param>
/// <param name="Outcome">What was chosen; null: open or withdrawn.</param>
/// <param name="Actor">Who chose; null: open, withdrawn, or the deadline chose.</param>
/// <param name="Revision">Send it with the decision, so that nobody decides on what they have not seen.</param>
internal sealed record TaskView(
    Guid Id,
    Guid InstanceId,
    string DefinitionId,
    string ActivityId,
    string Title,
    string? Description,
    string[] Assignees,
    ApprovalMode Mode,
    string[] Outcomes,
    JsonElement? Form,
    TaskState State,
    string? Outcome,
    string? Actor,
    string? Comment,
    DateTimeOffset? DueAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    int Revision)
{
    public static TaskView Of(TaskRow row) => new(
        row.Id, row.InstanceId, row.DefinitionId, row.ActivityId, row.Title, row.Description, row.Assignees, row.Mode, row.Outcomes,
        row.Form is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Form), row.State, row.Outcome, row.Actor, row.Comment, row.DueAt, row.OpenedAt, row.ClosedAt,
        row.Revision);
}

/// <param name="FormData">What was filled in; null: nothing.</param>
internal sealed record DecisionView(string Actor, string Outcome, string? Comment, JsonElement? FormData, DateTimeOffset At, int Revision)
{
    public static DecisionView Of(TaskDecisionRow row) => new(
        row.Actor, row.Outcome, row.Comment, row.FormData is null ? null : JsonSerializer.Deserialize<JsonElement>(row.FormData), row.At, row.Revision);
}

/// <param name="Decisions">One for each person who has decided, the first first.</param>
internal sealed record TaskDetail(TaskView Task, IReadOnlyList<DecisionView> Decisions);
