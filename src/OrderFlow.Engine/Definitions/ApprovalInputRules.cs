using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>What can be said of the inputs of an approval task without running it. Only what is written out is looked at.</summary>
internal static class ApprovalInputRules
{
    private static readonly string[] Words = [ReturnTask.Previous, ReturnTask.Initiator];

    /// <param name="all">Every activity of the workflow, for those that are named.</param>
    public static void Check(ScopedActivity activity, IReadOnlyList<ScopedActivity> all, List<Finding> findings)
    {
        var task = activity.Definition;
        if (task.Type != ApprovalDescriptor.TypeName) return;
        foreach (var input in new[] { "Assignees", "CopyTo" })
        {
            foreach (var item in Written(task, input) is { } list ? Items.Of(list) : [])
                if (!AssigneeRule.IsBlank(item) && AssigneeRule.Read(item, out var error) is null) findings.Add(Findings.BadAssignee(task, input, JsonValues.AsString(item)!, error!));
        }

        Demand(task, "OnRefusal", "Return", "ReturnTo", findings);
        Demand(task, "WhenEmpty", "Assign", "WhenEmptyTo", findings);
        Demand(task, "WhenEmpty", "Approve", "WhenEmptyReason", findings);
        if (Word(task, "ReturnTo") is { } back && !Words.Contains(back, StringComparer.OrdinalIgnoreCase)) Named(task, "ReturnTo", back, all, findings);
        if (Word(task, "ReturnTo") is { } first && first.Equals(ReturnTask.Initiator, StringComparison.OrdinalIgnoreCase) && !IsWritten(task, "InitiatorStep")) findings.Add(Findings.MissingInput(task, "InitiatorStep"));
        if (Word(task, "InitiatorStep") is { } step) Named(task, "InitiatorStep", step, all, findings);
        foreach (var text in Texts(task, "Exclude"))
            if (text.Trim().StartsWith(Exclusions.Activity, StringComparison.OrdinalIgnoreCase)) Named(task, "Exclude", text.Trim()[Exclusions.Activity.Length..].Trim(), all, findings);
        if (Word(task, "PassShare") is { } share && TypeConversion.TryConvert(JsonValues.FromString(share), "Decimal", out var percent, out _) && percent.GetDecimal() is <= 0 or > 100)
            findings.Add(Findings.WrongInput(task, "PassShare", "percent, over 0 and up to 100", share, "Write a number such as 50 or 66.7"));
        if (Word(task, "Quorum") is { } quorum && TypeConversion.TryConvert(JsonValues.FromString(quorum), "Int32", out var votes, out _) && votes.GetInt32() < 0)
            findings.Add(Findings.WrongInput(task, "Quorum", "0 or more", quorum, "Write how many must have voted"));
        CheckLadder(task, findings);
    }

    private static void CheckLadder(ActivityDefinition task, List<Finding> findings)
    {
        if (Written(task, "Ladder") is not { } ladder) return;
        var outcomes = OutcomesOf(task);
        var steps = Items.Of(ladder);
        for (var i = 0; i < steps.Count; i++)
            if (LadderReader.ReadStep(steps[i], outcomes, out var error) is null) findings.Add(Findings.BadStep(task, i + 1, error!));
    }

    /// <summary>What can be chosen; empty: not known before it runs.</summary>
    internal static IReadOnlyList<string> OutcomesOf(ActivityDefinition task) => IsWritten(task, "Outcomes") ? Texts(task, "Outcomes") : ["Approve", "Reject"];

    private static void Demand(ActivityDefinition task, string input, string word, string needed, List<Finding> findings)
    {
        if (word.Equals(Word(task, input), StringComparison.OrdinalIgnoreCase) && !IsWritten(task, needed)) findings.Add(Findings.MissingInput(task, needed));
    }

    private static void Named(ActivityDefinition task, string input, string name, IReadOnlyList<ScopedActivity> all, List<Finding> findings)
    {
        if (!all.Any(a => a.Definition.Id == name || a.Definition.Name == name)) findings.Add(Findings.UnknownActivity(task, input, name));
    }

    internal static bool IsWritten(ActivityDefinition task, string input) => task.Inputs.TryGetValue(input, out var given) && !ActivityRules.IsBlank(given) && given.Text.Trim().Length > 0;

    /// <summary>What is not an expression to be run; null: not there, or known only when it runs.</summary>
    internal static JsonElement? Written(ActivityDefinition task, string input)
    {
        if (!task.Inputs.TryGetValue(input, out var given) || given is not { Type: "Literal" or "Object" or "Json", Value: not null }) return null;
        var value = JsonValues.FromNode(given.Value);
        return given.Type != "Literal" && value.ValueKind == JsonValueKind.String && JsonValues.TryParse(value.GetString()!, out var parsed, out _) ? parsed : value;
    }

    // What is no list is found as a wrong type; here it is empty.
    private static IReadOnlyList<string> Texts(ActivityDefinition task, string input) =>
        Written(task, input) is { } value && TypeConversion.TryConvert(value, "List<String>", out _, out _) ? JsonValues.AsStringList(value) : [];

    internal static string? Word(ActivityDefinition task, string input) =>
        Written(task, input) is { } value && JsonValues.AsString(value)?.Trim() is { Length: > 0 } text ? text : null;
}
