using System.Globalization;
using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>The inputs of an approval task.</summary>
internal static class ApprovalInputs
{
    public static readonly InputDescriptor[] All =
    [
        new InputDescriptor("Title", "String", Description: "What is to be decided."),
        new InputDescriptor("Description", "String", "multiline", "What one should know for it."),
        new InputDescriptor("Users", "List<String>", "multitext", "Who decides, by user name."),
        new InputDescriptor("Roles", "List<String>", "multitext", "Who decides, by role: anybody who has it."),
        new InputDescriptor("Assignees", "Object", Description: "Who decides, as user:name and role:name."),
        new InputDescriptor("Mode", "String", "dropdown", "Whether all must decide or anyone may.", "Any", Options: ["Any", "All"]),
        new InputDescriptor("Outcomes", "List<String>", "dynamic-outcomes", "What can be chosen; with All, the first is what all must choose.", new[] { "Approve", "Reject" }),
        new InputDescriptor("Form", "Object", "json-editor", "What the task shows, as JSON."),
        new InputDescriptor("Due", "Object", Description: "Until when: a duration (2.00:00:00, P2D) or a moment."),
        new InputDescriptor("RemindBefore", "List<String>", "multitext", "How long before it a reminder goes out."),
        new InputDescriptor("RemindAfter", "List<String>", "multitext", "How long after it a reminder goes out."),
        new InputDescriptor("OnTimeout", "String", "dropdown", "What happens when time is up.", "None", Options: ["None", "Remind", "Escalate", "Outcome"]),
        new InputDescriptor("EscalateTo", "String", Description: "The role that may decide then too."),
        new InputDescriptor("TimeoutOutcome", "String", Description: "The outcome that is taken then."),
    ];

    /// <summary>"user:ann", "role:finance", each once.</summary>
    public static IReadOnlyList<string> Assignees(ActivityContext context) =>
    [
        .. JsonValues.AsStringList(context.Input("Users")).Select(u => "user:" + u)
            .Concat(JsonValues.AsStringList(context.Input("Roles")).Select(r => "role:" + r))
            .Concat(Items.Of(context.Input("Assignees")).Select(JsonValues.AsString).OfType<string>())
            .Select(Entry)
            .Where(a => a.Length > "user:".Length)
            .Distinct(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> Outcomes(ActivityContext context)
    {
        var outcomes = JsonValues.AsStringList(context.Input("Outcomes")).Where(o => !string.IsNullOrWhiteSpace(o)).Distinct(StringComparer.Ordinal).ToList();
        return outcomes.Count > 0 ? outcomes : ["Approve", "Reject"];
    }

    public static ApprovalMode Mode(ActivityContext context) => Enum.Parse<ApprovalMode>(Choice(context, "Mode"));

    /// <summary>What happens when time is up: one of the options of the input.</summary>
    public static string OnTimeout(ActivityContext context) => Choice(context, "OnTimeout");

    /// <summary>The outcome that is taken when time is up.</summary>
    public static string TimeoutOutcome(ActivityContext context, IReadOnlyList<string> outcomes)
    {
        var outcome = JsonValues.AsString(context.Input("TimeoutOutcome")) ?? "";
        return outcomes.Contains(outcome)
            ? outcome
            : throw new ActivityFault("Timeout", $"'{context.Node.DisplayText}' takes outcome '{outcome}' when time is up, but does not offer it.");
    }

    /// <summary>Null: no deadline.</summary>
    public static DateTimeOffset? Due(ActivityContext context)
    {
        var value = context.Input("Due");
        if (value.ValueKind == JsonValueKind.Null || JsonValues.AsString(value) is "") return null;
        if (TypeConversion.TryConvert(value, "TimeSpan", out var duration, out _)) return context.Now + JsonValues.AsTimeSpan(duration);
        if (TypeConversion.TryConvert(value, "DateTimeOffset", out var moment, out _)) return JsonValues.AsDateTimeOffset(moment).ToUniversalTime();
        throw new ActivityFault("Due", $"Input 'Due' of '{context.Node.DisplayText}' is neither a duration nor a moment.", value);
    }

    public static IEnumerable<TimeSpan> Durations(ActivityContext context, string input)
    {
        foreach (var text in JsonValues.AsStringList(context.Input(input)))
        {
            if (!TypeConversion.TryConvert(JsonValues.FromString(text), "TimeSpan", out var duration, out var error))
                throw new ActivityFault("Reminder", $"Input '{input}' of '{context.Node.DisplayText}': {error}");
            yield return JsonValues.AsTimeSpan(duration);
        }
    }

    /// <summary>Who may decide too when time is up, as an assignee.</summary>
    public static string Escalation(ActivityContext context)
    {
        var given = JsonValues.AsString(context.Input("EscalateTo"))?.Trim() ?? "";
        var entry = Entry(IsPrefixed(given) ? given : "role:" + given);
        return entry.Length > "role:".Length
            ? entry
            : throw new ActivityFault("Escalation", $"'{context.Node.DisplayText}' escalates when time is up, but EscalateTo names no role.");
    }

    // A name alone is a user's. User names are in small letters: the task would be on nobody's list else.
    private static string Entry(string assignee)
    {
        var text = assignee.Trim();
        if (!IsPrefixed(text)) text = "user:" + text;
        var name = text["user:".Length..].Trim();
        return text.StartsWith("user:", StringComparison.Ordinal) ? "user:" + name.ToLowerInvariant() : "role:" + name;
    }

    private static bool IsPrefixed(string text) => text.StartsWith("user:", StringComparison.Ordinal) || text.StartsWith("role:", StringComparison.Ordinal);

    // A word that is none of the options must not pass for the first: "Any" for a misspelt "All" would be an approval too early.
    private static string Choice(ActivityContext context, string input)
    {
        var options = All.Single(i => i.Name == input).Options!;
        if (JsonValues.AsString(context.Input(input))?.Trim() is not { Length: > 0 } given) return options[0];
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < options.Count) return options[number];
        return options.FirstOrDefault(o => o.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new ActivityFault("Choice", $"Input '{input}' of '{context.Node.DisplayText}' is '{given}'. Offered: {string.Join(", ", options)}.");
    }
}
