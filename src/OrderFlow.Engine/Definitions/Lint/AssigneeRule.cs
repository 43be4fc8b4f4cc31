using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// A task that nobody decides: neither Users nor Roles nor Assignees names anybody. What an expression will name is not known here,
/// and an assignee that is spoilt is reported as that. Where a rule ends the task because nobody is found, a warning: that may be meant.
/// </summary>
internal static class AssigneeRule
{
    private static readonly string[] WhoDecides = ["Users", "Roles", "Assignees"];

    public static void Check(ActivityDefinition task, List<Finding> findings)
    {
        if (WhoDecides.Any(i => task.Inputs.TryGetValue(i, out var given) && NamesSomebody(given, i))) return;
        switch (WrittenOption.Of(task, "WhenEmpty"))
        {
            case nameof(EmptyRule.Incident):
                findings.Add(Findings.NoAssignee(task));
                break;
            case nameof(EmptyRule.Refuse) or nameof(EmptyRule.Approve):
                findings.Add(Findings.NoAssignee(task) with { Severity = Severity.Warning });
                break;
        }
    }

    private static bool NamesSomebody(Expression given, string input)
    {
        if (ActivityRules.IsBlank(given)) return false;
        if (given.Type is not ("Literal" or "Object" or "Json")) return true;
        try
        {
            var value = JsonValues.FromNode(given.Value);
            if (input == "Assignees") return !Items.Of(value).All(Approvals.AssigneeRule.IsBlank);
            return JsonValues.AsStringList(value).Any(e => e?.Trim() is { Length: > 0 } entry && entry[(entry.LastIndexOf(':') + 1)..].Trim().Length > 0);
        }
        catch (ExpressionFailure)
        {
            // No list at all, which the rules of inputs report.
            return true;
        }
    }
}
