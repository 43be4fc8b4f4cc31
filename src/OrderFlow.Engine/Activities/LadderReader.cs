using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Reads the steps of reminding and escalating from the inputs of a task.</summary>
internal static class LadderReader
{
    private static readonly string[] Members = ["before", "after", "action", "to", "outcome", "when", "every", "atmost"];

    /// <summary>The due moment first, then reminders by their moment, then what Ladder says in its order.</summary>
    /// <exception cref="ActivityFault">Found out when time is up, a missing role would cost the task and what has been decided on it.</exception>
    public static IReadOnlyList<LadderStep> Read(ActivityContext context, IReadOnlyList<string> outcomes)
    {
        var reminders = Durations(context, "RemindBefore").Select(d => -d).Concat(Durations(context, "RemindAfter")).Order();
        var steps = new List<LadderStep> { Due(context, outcomes) };
        steps.AddRange(reminders.Select(offset => new LadderStep { Offset = offset, Action = LadderAction.Remind }));
        foreach (var item in Items.Of(context.Input("Ladder")))
        {
            if (ReadStep(item, outcomes, out var error) is not { } step) throw new ActivityFault("Deadline", $"Input 'Ladder' of '{context.Node.DisplayText}': {error}.", item);
            steps.Add(step);
        }

        return steps;
    }

    /// <summary>The step that a deadline of a task stands for which was opened before there were steps.</summary>
    public static LadderStep FromBefore(ActivityContext context, PendingDeadline deadline, IReadOnlyList<string> outcomes) =>
        deadline.Kind == DeadlineKind.Reminder ? new LadderStep { Action = LadderAction.Remind } : Due(context, outcomes);

    /// <summary>One step as JSON.</summary>
    /// <param name="outcomes">Empty: not known, any will do.</param>
    /// <param name="error">What is wrong, as a sentence without its full stop; null: nothing.</param>
    public static LadderStep? ReadStep(JsonElement item, IReadOnlyList<string> outcomes, out string? error)
    {
        error = null;
        if (item.ValueKind == JsonValueKind.String && JsonValues.TryParse(item.GetString()!, out var parsed, out _)) item = parsed;
        if (item.ValueKind != JsonValueKind.Object) error = "a step must be an object such as {\"after\": \"1.00:00:00\", \"action\": \"Escalate\", \"to\": [\"manager\"]}";
        if (error is not null) return null;
        var members = item.EnumerateObject().GroupBy(m => m.Name.ToLowerInvariant()).ToDictionary(g => g.Key, g => g.Last().Value);
        if (members.Keys.FirstOrDefault(k => !Members.Contains(k)) is { } unknown) error = $"'{unknown}' is no member of a step; there are before, after, action, to, outcome, when, every and atMost";
        var (before, after, every) = (Duration(members, "before", ref error), Duration(members, "after", ref error), Duration(members, "every", ref error));
        if (before is not null && after is not null) error ??= "a step is before the due moment or after it: give one of 'before' and 'after'";
        var action = Word<LadderAction>(members, "action", LadderAction.Remind, ref error);
        var when = Word<LadderCondition>(members, "when", LadderCondition.Always, ref error);
        var outcome = members.TryGetValue("outcome", out var text) ? JsonValues.AsString(text)?.Trim() : null;
        if (action == LadderAction.Outcome && (string.IsNullOrEmpty(outcome) || (outcomes.Count > 0 && !outcomes.Contains(outcome))))
            error ??= $"'{outcome}' is not offered as an outcome{(outcomes.Count > 0 ? $"; offered are {string.Join(", ", outcomes)}" : "")}";
        var to = members.TryGetValue("to", out var list) ? Items.Of(list).Select(JsonValues.AsString).OfType<string>().Select(t => t.Trim()).Where(t => t.Length > 0).ToList() : [];
        if (action == LadderAction.Escalate && to.Count == 0) error ??= "a step that escalates must say 'to' whom: manager, head, user:name or role:name";
        var atMost = 0;
        if (members.TryGetValue("atmost", out var most) && (!TypeConversion.TryConvert(most, "Int32", out var number, out _) || (atMost = number.GetInt32()) is < 1 or > 1_000))
            error ??= "'atMost' must be a whole number from 1 to 1000";
        if (every is not null && every < TimeSpan.FromMinutes(1)) error ??= "'every' must be a minute or more";
        return error is not null ? null : new LadderStep
        {
            Offset = after ?? -(before ?? TimeSpan.Zero),
            Action = action,
            To = to,
            Outcome = action == LadderAction.Outcome ? outcome : null,
            When = when,
            Every = every,
            // Without an end it would go on for years: enough for a working month.
            AtMost = every is null ? 0 : atMost == 0 ? 20 : atMost,
        };
    }

    private static LadderStep Due(ActivityContext context, IReadOnlyList<string> outcomes) => ApprovalInputs.Choice(context, "OnTimeout") switch
    {
        "Remind" => new LadderStep { IsDue = true, Action = LadderAction.Remind },
        "Escalate" => new LadderStep { IsDue = true, Action = LadderAction.Escalate, To = [Escalation(context)] },
        "Outcome" => new LadderStep { IsDue = true, Action = LadderAction.Outcome, Outcome = Outcome(context, outcomes) },
        "Count" => new LadderStep { IsDue = true, Action = LadderAction.Count },
        _ => new LadderStep { IsDue = true, Action = LadderAction.Note },
    };

    private static string Escalation(ActivityContext context)
    {
        var given = ApprovalInputs.Text(context, "EscalateTo") ?? "";
        var entry = Entries.PersonOf(given) is not null || Entries.RoleOf(given) is not null ? Entries.Read(given) : given.Length == 0 ? null : Entries.Role(given);
        return entry ?? throw new ActivityFault("Escalation", $"'{context.Node.DisplayText}' escalates when time is up, but EscalateTo names no role.");
    }

    private static string Outcome(ActivityContext context, IReadOnlyList<string> outcomes)
    {
        var outcome = JsonValues.AsString(context.Input("TimeoutOutcome")) ?? "";
        return outcomes.Contains(outcome)
            ? outcome
            : throw new ActivityFault("Timeout", $"'{context.Node.DisplayText}' takes outcome '{outcome}' when time is up, but does not offer it.");
    }

    private static IEnumerable<TimeSpan> Durations(ActivityContext context, string input)
    {
        foreach (var text in JsonValues.AsStringList(context.Input(input)))
        {
            if (!TypeConversion.TryConvert(JsonValues.FromString(text), "TimeSpan", out var duration, out var error))
                throw new ActivityFault("Reminder", $"Input '{input}' of '{context.Node.DisplayText}': {error}");
            yield return JsonValues.AsTimeSpan(duration);
        }
    }

    private static TimeSpan? Duration(Dictionary<string, JsonElement> members, string name, ref string? error)
    {
        if (!members.TryGetValue(name, out var value) || JsonValues.IsNullish(value)) return null;
        if (TypeConversion.TryConvert(value, "TimeSpan", out var duration, out _) && JsonValues.AsTimeSpan(duration) is var time && time >= TimeSpan.Zero) return time;
        error ??= $"'{name}' is '{JsonValues.AsString(value)}', which is no duration such as 2.00:00:00 or P2D";
        return null;
    }

    private static T Word<T>(Dictionary<string, JsonElement> members, string name, T standard, ref string? error) where T : struct, Enum
    {
        if (!members.TryGetValue(name, out var value) || JsonValues.AsString(value)?.Trim() is not { Length: > 0 } text) return standard;
        if (Enum.GetNames<T>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known) return Enum.Parse<T>(known);
        error ??= $"'{text}' is no {name}; there are {string.Join(", ", Enum.GetNames<T>())}";
        return standard;
    }
}
