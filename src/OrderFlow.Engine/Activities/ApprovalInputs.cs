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
        .. JsonValues.AsStringList(context.Input("Users")).Select(u => "user:" + u.Trim())
            .Concat(JsonValues.AsStringList(context.Input("Roles")).Select(r => "role:" + r.Trim()))
            .Concat(Given(context.Input("Assignees")).Select(Prefixed))
            .Where(a => a.Length > "user:".Length)
            .Distinct(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> Outcomes(ActivityContext context) =>
        JsonValues.AsStringList(context.Input("Outcomes")) is { Count: > 0 } outcomes ? outcomes : ["Approve", "Reject"];

    public static ApprovalMode Mode(ActivityContext context) =>
        JsonValues.AsString(context.Input("Mode")) is "All" or "all" ? ApprovalMode.All : ApprovalMode.Any;

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

    public static string Escalation(ActivityContext context) => JsonValues.AsString(context.Input("EscalateTo")) is { Length: > 0 } role
        ? role.StartsWith("user:", StringComparison.Ordinal) || role.StartsWith("role:", StringComparison.Ordinal) ? role : "role:" + role
        : throw new ActivityFault("Escalation", $"'{context.Node.DisplayText}' escalates when time is up, but EscalateTo names no role.");

    // A list, the text of one, or a single name.
    private static IReadOnlyList<string> Given(JsonElement value) => [.. Items.Of(value).Select(JsonValues.AsString).OfType<string>().Select(s => s.Trim()).Where(s => s.Length > 0)];

    private static string Prefixed(string name) => name.Contains(':', StringComparison.Ordinal) ? name : "user:" + name;
}
