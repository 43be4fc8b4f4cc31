using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Turns what a change of an approval wants done into effects of the burst and lines of the journal.</summary>
internal static class ApprovalEffects
{
    /// <param name="command">Null: no person did it.</param>
    public static void Do(ActivityContext context, Approval before, Approval after, IReadOnlyList<ApprovalEffect> effects, ApprovalCommand? command)
    {
        var taken = effects.OfType<ActionTaken>().FirstOrDefault();
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case ActionTaken action:
                    context.Run.Note(context.Execution, JournalEvent.Action, action.Message, Data(action));
                    // A decision has a record of its own.
                    if (command is not CastDecision) context.Do(new RecordAction(context.NewId(), after.TaskId, action));
                    break;
                case DecisionCast cast:
                    context.Do(new RecordDecision(after.TaskId, taken!.By, cast.Outcome, cast.Comment, cast.FormData) { OnBehalfOf = taken.OnBehalfOf, Seats = cast.Seats });
                    break;
                case Notice notice:
                    context.Do(new NotifyTask(context.NewId(), after.TaskId, notice.Kind, notice.Recipients) { By = taken?.By, Text = notice.Text });
                    break;
                case DraftKept draft:
                    context.Do(new KeepDraft(after.TaskId, draft.Person, draft.Text, draft.FormData));
                    break;
                case ClockPaused:
                    ApprovalClock.Pause(context);
                    break;
                case ClockResumed resumed:
                    ApprovalClock.Resume(context, resumed.Later);
                    break;
                case FlowReturned:
                    // Done when the task is closed.
                    break;
                default:
                    throw new InvalidOperationException($"Expected a known effect of an approval, but got {effect.GetType().Name}.");
            }
        }

        if (!after.IsOpen) return;
        if (after.Escalated.Except(before.Escalated).ToList() is { Count: > 0 } escalated)
            context.Do(new ChangeAssignees(after.TaskId, Concerned(after)) { Listed = escalated[0] });
        // Records compare lists by reference: what was not touched is the same.
        if (!ReferenceEquals(before.Seats, after.Seats) || !before.Waiting.SequenceEqual(after.Waiting) || before.DueAt != after.DueAt)
            if (taken is not { Action: ApprovalAction.SaveDraft }) context.Do(Seats(after));
    }

    public static ChangeSeats Seats(Approval approval) => new(approval.TaskId, approval.Waiting, Concerned(approval), approval.DueAt) { Seats = approval.Seats };

    /// <summary>All entries that have or had a seat, then those to whom it was escalated.</summary>
    public static IReadOnlyList<string> Concerned(Approval approval) =>
    [
        .. approval.Seats.SelectMany(s => s.Trail.Select(h => h.Entry).Append(s.Entry).Append(s.Holder).Append(s.Turn)).Concat(approval.Escalated).Distinct(StringComparer.Ordinal),
    ];

    public static JsonElement Data(ActionTaken action) => JsonSerializer.SerializeToElement(
        new
        {
            action = action.Action.ToString(),
            onBehalfOf = action.OnBehalfOf,
            reason = action.Comment,
            seats = action.Seats,
            to = action.To.Count == 0 ? null : action.To,
            before = action.Before,
            after = action.After,
        },
        Written);

    private static readonly JsonSerializerOptions Written = new(JsonValues.Compact) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}
