using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>What each stimulus does before the queue is worked off; a refusal leaves everything as it was.</summary>
internal static class StimulusHandlers
{
    public static Refused? Apply(BurstRun run, Stimulus stimulus) => stimulus switch
    {
        StartWorkflow start => Start(run, start),
        ResumeBookmark resume => Resume(run, resume),
        DecideTask decide => ApprovalStimuli.Act(run, ApprovalStimuli.Of(decide)),
        ActOnTask act => ApprovalStimuli.Act(run, act),
        RevokeWorkflow revoke => ApprovalStimuli.Revoke(run, revoke),
        MarkRevoked marked => ApprovalStimuli.Mark(run, marked),
        FireDeadline fire => Fire(run, fire),
        ChildEnded ended => ChildEnded(run, ended),
        CancelWorkflow cancel => Cancel(run, cancel),
        HoldWorkflow hold => Hold(run, hold),
        ReleaseWorkflow => Release(run),
        RetryIncident retry => Retries.Retry(run, retry),
        CancelActivity cancel => Interventions.Cancel(run, cancel),
        ScheduleActivity schedule => Interventions.Schedule(run, schedule),
        ReturnTo back => Interventions.Return(run, back),
        ModifyVariables modify => Interventions.Modify(run, modify),
        _ => throw new InvalidOperationException($"Expected a known stimulus, but got {stimulus.GetType().Name}."),
    };

    private static Refused? Start(BurstRun run, StartWorkflow start)
    {
        var definition = run.Workflow.Definition;
        var state = run.State;
        foreach (var (name, value) in start.Input) state.Input[name] = value;
        foreach (var input in definition.Inputs)
        {
            var type = input.IsArray ? input.Type + "[]" : input.Type;
            if (!state.Input.TryGetValue(input.Name, out var value))
            {
                if (input.DefaultValue is null) continue;
                value = JsonSerializer.SerializeToElement(input.DefaultValue);
            }

            if (value.ValueKind == JsonValueKind.Null) continue;
            if (!TypeConversion.TryConvert(value, type, out var converted, out var error))
                return new Refused(Refusal.Invalid, $"Input '{input.Name}' must be of type {type}: {error}");
            state.Input[input.Name] = converted;
        }

        var variables = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in start.Variables)
        {
            if (definition.Variables.FirstOrDefault(v => v.Name == name || v.Id == name) is not { } declared)
                return new Refused(Refusal.Invalid, $"'{name}' is not a variable of '{definition.Name}'. Declared: {string.Join(", ", definition.Variables.Select(v => v.Name))}.");
            if (!TryConvert(declared, value, out var converted, out var refused)) return refused;
            variables[declared.Id] = converted;
        }

        (state.CorrelationId, state.Name) = (start.CorrelationId, start.Name);
        (state.ParentInstanceId, state.ParentBookmarkId, state.ParentWaitsUntilIdle) = (start.ParentInstanceId, start.ParentBookmarkId, start.ParentWaitsUntilIdle);
        (state.TriggerActivityId, state.TriggerInput) = (start.TriggerActivityId, start.TriggerInput);
        state.Initiator = start.Actor;
        state.SubStatus = WorkflowSubStatus.Executing;
        state.Scheduled.Add(new ScheduledActivity { ActivityId = run.Workflow.Workflow.Key, Variables = variables });
        return null;
    }

    private static Refused? Resume(BurstRun run, ResumeBookmark resume)
    {
        if (run.State.Bookmarks.Find(b => b.Id == resume.BookmarkId) is not { } bookmark) return NoBookmark(run, resume.BookmarkId);
        if (bookmark.Kind is BookmarkKind.Approval or BookmarkKind.Child)
            return new Refused(Refusal.Invalid, $"Bookmark {bookmark.Id} waits for {bookmark.Kind}; it is answered through that, not resumed.");
        ResumeWith(run, bookmark, resume.Input);
        return null;
    }

    private static Refused? Fire(BurstRun run, FireDeadline fire)
    {
        if (run.State.Deadlines.Find(d => d.Id == fire.DeadlineId) is not { } deadline)
            return new Refused(Refusal.NotFound, $"Expected deadline '{fire.DeadlineId}' to be pending, but it is not.");
        if (deadline.DueAt > run.Now)
            return new Refused(Refusal.Invalid, $"Deadline '{fire.DeadlineId}' is due at {deadline.DueAt:O}, and it is {run.Now:O}.");
        if (run.State.Bookmarks.Find(b => b.Id == deadline.BookmarkId) is not { } bookmark) return NoBookmark(run, deadline.BookmarkId);

        run.CancelDeadline(deadline);
        if (deadline.Kind == DeadlineKind.Time)
        {
            ResumeWith(run, bookmark, default);
            return null;
        }

        var execution = run.Live(bookmark.ExecutionId)!;
        run.Attempt(execution, () => run.NodeOf(execution).Type.OnDeadline(run.Context(execution), bookmark, deadline));
        return null;
    }

    private static Refused? ChildEnded(BurstRun run, ChildEnded ended)
    {
        if (run.State.Bookmarks.Find(b => b.Id == ended.BookmarkId && b.Kind == BookmarkKind.Child && b.Reference == ended.ChildInstanceId) is not { } bookmark)
            return NoBookmark(run, ended.BookmarkId);
        var execution = run.Live(bookmark.ExecutionId)!;
        if (ended.IsMissing)
        {
            run.RemoveBookmark(bookmark);
            run.Attempt(execution, () => throw new ActivityFault("Child", ended.Failure ?? "There is no such workflow."));
            return null;
        }

        if (ended.Failure is { } failure) run.Note(execution, JournalEvent.Note, failure, default);
        ResumeWith(run, bookmark, ChildResult.Of(ended));
        return null;
    }

    private static void ResumeWith(BurstRun run, Bookmark bookmark, JsonElement input)
    {
        var execution = run.Live(bookmark.ExecutionId)!;
        run.RemoveBookmark(bookmark);
        run.Note(execution, JournalEvent.Resumed, null, default);
        run.Attempt(execution, () => run.NodeOf(execution).Type.Resume(run.Context(execution), bookmark, input));
    }

    private static Refused? Cancel(BurstRun run, CancelWorkflow cancel)
    {
        Interventions.Remark(run, "Cancelled", cancel.Reason);
        run.State.IsHeld = false;
        run.End(WorkflowSubStatus.Cancelled);
        return null;
    }

    private static Refused? Hold(BurstRun run, HoldWorkflow hold)
    {
        run.State.IsHeld = true;
        Interventions.Remark(run, "Held", hold.Reason);
        return null;
    }

    private static Refused? Release(BurstRun run)
    {
        if (!run.State.IsHeld) return new Refused(Refusal.NotOpen, $"Expected instance '{run.State.Id}' to be held, but it is not.");
        run.State.IsHeld = false;
        Interventions.Remark(run, "Released", null);
        Settlement.Rearm(run);
        return null;
    }

    internal static bool TryConvert(VariableDefinition declared, JsonElement value, out JsonElement converted, out Refused? refused)
    {
        try
        {
            (converted, refused) = (VariableScopes.Converted(declared, value), null);
            return true;
        }
        catch (ExpressionFailure failure)
        {
            (converted, refused) = (default, new Refused(Refusal.Invalid, $"{failure.Message}"));
            return false;
        }
    }

    private static Refused NoBookmark(BurstRun run, int id) =>
        new(Refusal.NotFound, $"Expected instance '{run.State.Id}' to wait at bookmark {id}, but it does not.");
}
