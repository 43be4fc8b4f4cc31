using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>What must hold between the deadline of a task and what it is for: a deadline without consequence, and a consequence without deadline.</summary>
internal static class DeadlineRules
{
    private static readonly string[] Reminders = ["RemindBefore", "RemindAfter"];

    public static void Check(ActivityDefinition task, IReadOnlySet<string>? outcomes, List<Finding> findings)
    {
        CheckForms(task, findings);
        var action = ActionOf(task);
        if (action == "Escalate" && !IsFilled(task, "EscalateTo")) findings.Add(Findings.MissingInput(task, "EscalateTo"));
        if (action == "Outcome") CheckOutcome(task, outcomes, findings);
        if (IsFilled(task, "Due"))
        {
            if (action == "None" && !Reminders.Append("Ladder").Any(r => IsFilled(task, r))) findings.Add(LintFindings.DeadlineWithoutAction(task));
            return;
        }

        if (action is not (null or "None"))
        {
            findings.Add(Findings.MissingInput(task, "Due"));
            return;
        }

        foreach (var idle in Reminders.Append("EscalateTo").Append("TimeoutOutcome"))
            if (IsFilled(task, idle)) findings.Add(LintFindings.ActionWithoutDeadline(task, idle));
    }

    private static void CheckOutcome(ActivityDefinition task, IReadOnlySet<string>? outcomes, List<Finding> findings)
    {
        if (!IsFilled(task, "TimeoutOutcome")) findings.Add(Findings.MissingInput(task, "TimeoutOutcome"));
        else if (outcomes is not null && task.Inputs["TimeoutOutcome"] is { Type: "Literal" } outcome && !outcomes.Contains(outcome.Text))
            findings.Add(Findings.NotOffered(task, "TimeoutOutcome", outcome.Text, [.. outcomes]));
    }

    private static void CheckForms(ActivityDefinition task, List<Finding> findings)
    {
        if (task.Inputs.TryGetValue("Due", out var due) && due.Type == "Literal" && JsonValues.FromNode(due.Value) is var when
            && !TypeConversion.TryConvert(when, "TimeSpan", out _, out _) && !TypeConversion.TryConvert(when, "DateTimeOffset", out _, out _))
            findings.Add(Findings.WrongInput(task, "Due", "a duration or a date", due.Text, "Write a duration such as 2.00:00:00 or P2D, or a date such as 2026-03-31T18:00:00+08:00"));
        foreach (var reminders in Reminders)
            if (task.Inputs.TryGetValue(reminders, out var times) && ListOf(times) is { } listed)
                foreach (var time in listed)
                    if (!TypeConversion.TryConvert(JsonValues.FromString(time), "TimeSpan", out _, out var error)) findings.Add(Findings.WrongInput(task, reminders, "TimeSpan", time, error!));
    }

    // What happens when time is up, as the running task reads it: by name in any case, or by number; null: not known before it runs.
    private static string? ActionOf(ActivityDefinition task)
    {
        if (!task.Inputs.TryGetValue("OnTimeout", out var given)) return "None";
        if (given.Type != "Literal") return null;
        var options = ApprovalDescriptor.Inputs.Single(i => i.Name == "OnTimeout").Options!;
        var text = given.Text.Trim();
        if (text.Length == 0) return "None";
        return int.TryParse(text, out var number) && number >= 0 && number < options.Count ? options[number] : options.FirstOrDefault(o => o.Equals(text, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsFilled(ActivityDefinition task, string input) =>
        task.Inputs.TryGetValue(input, out var given) && !string.IsNullOrWhiteSpace(given.Text)
        && (!Reminders.Contains(input) || ListOf(given) is not { } list || list.Any(time => !string.IsNullOrWhiteSpace(time)));

    // Null: an expression, or a text that is no list, which the rules of inputs report.
    private static IReadOnlyList<string>? ListOf(Expression given)
    {
        if (given.Type is not ("Literal" or "Object")) return null;
        try
        {
            return JsonValues.AsStringList(JsonValues.FromNode(given.Value));
        }
        catch (ExpressionFailure)
        {
            return null;
        }
    }
}
