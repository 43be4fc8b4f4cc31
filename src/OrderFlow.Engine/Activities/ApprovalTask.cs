using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>A task for people: opens when the flow comes by, ends with an outcome that a person chose or the deadline brought.</summary>
internal sealed class ApprovalTask : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "OrderFlow.ApprovalTask",
        Category = "Approval",
        DisplayName = "Approval task",
        Description = "A task for people, with an outcome that they choose.",
        Kind = ActivityKind.Action,
        Inputs = ApprovalInputs.All,
        Outputs =
        [
            new OutputDescriptor("Outcome", "String", "What was chosen."),
            new OutputDescriptor("Actor", "String", "Who chose; empty: the deadline."),
            new OutputDescriptor("Comment", "String", "What they said."),
            new OutputDescriptor("FormData", "Object", "What they filled in."),
            new OutputDescriptor("Result", "Object", "All of it."),
        ],
        OutcomesInput = "Outcomes",
    };

    public override void Execute(ActivityContext context)
    {
        var assignees = ApprovalInputs.Assignees(context);
        if (assignees.Count == 0) throw new ActivityFault("Assignee", $"'{context.Node.DisplayText}' has nobody to decide: set Users, Roles or Assignees.");
        var outcomes = ApprovalInputs.Outcomes(context);
        var mode = ApprovalInputs.Mode(context);
        var due = ApprovalInputs.Due(context);
        if (due is not null) DemandTimeout(context, outcomes);
        var id = context.NewId();

        new ApprovalState(assignees, [], outcomes, mode, null).Store(context);
        var bookmark = context.AddBookmark(BookmarkKind.Approval, null, default, id);
        context.Do(new OpenTask(id, bookmark.Id, context.Node.Key, new TaskContent
        {
            Title = JsonValues.AsString(context.Input("Title")) is { Length: > 0 } title ? title : context.Node.DisplayText,
            Description = JsonValues.AsString(context.Input("Description")),
            Assignees = assignees,
            Mode = mode,
            Outcomes = outcomes,
            Form = context.Input("Form"),
            DueAt = due,
        }));
        if (due is { } moment) ApprovalDeadlines.Set(context, bookmark, moment);
    }

    /// <summary>A person decides. A refusal leaves everything as it was.</summary>
    public Refused? Decide(ActivityContext context, Bookmark bookmark, DecideTask decision)
    {
        var state = ApprovalState.Load(context);
        var actor = decision.Actor ?? throw new InvalidOperationException("Expected a decision to name its actor.");
        if (!state.Outcomes.Contains(decision.Outcome))
            return new Refused(Refusal.Invalid, $"Outcome '{decision.Outcome}' is not offered by '{context.Node.DisplayText}'. Offered: {string.Join(", ", state.Outcomes)}.");
        var mine = state.EntriesOf(actor, decision.Roles);
        if (mine.Count == 0) return new Refused(Refusal.NotAllowed, $"'{actor}' is not among those who decide '{context.Node.DisplayText}'.");
        if (mine.All(state.Decided.ContainsKey)) return new Refused(Refusal.NotOpen, $"What '{actor}' may decide of '{context.Node.DisplayText}' has been decided already.");

        foreach (var entry in mine) state.Decided.TryAdd(entry, decision.Outcome);
        state.Store(context);
        context.Do(new RecordDecision(decision.TaskId, actor, decision.Outcome, decision.Comment, decision.FormData));
        context.Run.Note(context.Execution, JournalEvent.Action, $"{decision.Outcome}{(decision.Comment is { Length: > 0 } comment ? $": {comment}" : "")}", default);
        if (state.IsSettled(decision.Outcome)) Close(context, bookmark, decision.Outcome, actor, decision.Comment, decision.FormData);
        return null;
    }

    public override void OnDeadline(ActivityContext context, Bookmark bookmark, PendingDeadline deadline)
    {
        var state = ApprovalState.Load(context);
        var id = bookmark.Reference!.Value;
        if (deadline.Kind == DeadlineKind.Reminder)
        {
            context.Do(new NotifyTask(context.NewId(), id, NoticeKind.Reminder, state.Reminded));
            context.Note("Reminded");
            return;
        }

        switch (ApprovalInputs.OnTimeout(context))
        {
            case "Remind":
                context.Do(new NotifyTask(context.NewId(), id, NoticeKind.Overdue, state.Waiting));
                context.Note("Time is up: reminded");
                break;
            case "Escalate":
                var role = ApprovalInputs.Escalation(context);
                (state with { Escalated = role }).Store(context);
                context.Do(new ChangeAssignees(id, [.. state.Assignees.Append(role).Distinct()]) { Listed = role });
                context.Do(new NotifyTask(context.NewId(), id, NoticeKind.Escalated, [role]));
                context.Note($"Time is up: escalated to {role}");
                break;
            case "Outcome":
                var outcome = ApprovalInputs.TimeoutOutcome(context, state.Outcomes);
                context.Note($"Time is up: {outcome}");
                Close(context, bookmark, outcome, null, null, default);
                break;
            default:
                context.Note("Time is up");
                break;
        }
    }

    public override void OnBookmarkDropped(ActivityContext context, Bookmark bookmark) =>
        context.Do(new CloseTask(bookmark.Reference!.Value, null, null, null));

    // Found out when time is up, a missing role would cost the task and what has been decided on it.
    private static void DemandTimeout(ActivityContext context, IReadOnlyList<string> outcomes)
    {
        var what = ApprovalInputs.OnTimeout(context);
        if (what == "Escalate") ApprovalInputs.Escalation(context);
        if (what == "Outcome") ApprovalInputs.TimeoutOutcome(context, outcomes);
    }

    private static void Close(ActivityContext context, Bookmark bookmark, string outcome, string? actor, string? comment, JsonElement form)
    {
        context.RemoveBookmark(bookmark);
        context.Do(new CloseTask(bookmark.Reference!.Value, outcome, actor, comment));
        var result = new Dictionary<string, JsonElement>
        {
            ["Outcome"] = JsonValues.FromString(outcome),
            ["Actor"] = actor is null ? JsonValues.Null : JsonValues.FromString(actor),
            ["Comment"] = comment is null ? JsonValues.Null : JsonValues.FromString(comment),
            ["FormData"] = form.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : form,
        };
        foreach (var (name, value) in result) context.SetOutput(name, value);
        context.SetOutput("Result", JsonSerializer.SerializeToElement(result));
        context.Complete(outcome);
    }
}
