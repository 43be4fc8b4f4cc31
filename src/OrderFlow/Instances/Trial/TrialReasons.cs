using System.Text.Json;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Instances.Trial;

/// <summary>Why somebody gets a task, and why the instance is woken at a moment: found in what the workflow says and what it came to.</summary>
internal static class TrialReasons
{
    private static readonly string[] AssigneeInputs = ["Users", "Roles", "Assignees"];

    public static TrialDeadline Of(TrialInstance instance, SetDeadline set)
    {
        var bookmark = instance.State.Bookmarks.Find(b => b.Id == set.BookmarkId);
        var activity = bookmark?.ActivityId ?? "";
        var inputs = instance.InputsOf(activity, bookmark?.ExecutionId ?? 0);
        var then = set.Kind == DeadlineKind.Due ? Text(inputs, "OnTimeout") ?? "None" : null;
        return new TrialDeadline(set.DeadlineId, instance, activity, set.Kind, set.DueAt, then, then switch
        {
            "Escalate" => Text(inputs, "EscalateTo"),
            "Outcome" => Text(inputs, "TimeoutOutcome"),
            _ => null,
        })
        {
            What = instance.NameOf(activity),
            BookmarkId = set.BookmarkId,
        };
    }

    /// <summary>Who gets a task that a burst opens or hands on, with the people behind each entry.</summary>
    public static async Task<IReadOnlyList<TrialAssignee>> OfAsync(TrialInstance instance, string activity, IEnumerable<string> entries, string? escalated, TrialLookups lookups, CancellationToken cancel)
    {
        var assignees = new List<TrialAssignee>();
        foreach (var entry in entries)
        {
            var input = entry == escalated ? "EscalateTo" : InputOf(instance.InputsOf(activity), entry);
            var written = input is null ? null : instance.Workflow.Find(activity)?.Inputs.GetValueOrDefault(input);
            assignees.Add(new TrialAssignee(entry, await lookups.PeopleAsync(entry, cancel), input, written));
        }

        return assignees;
    }

    // The entry is written in one form; the inputs may say "fay", "user:Fay" or " finance ".
    private static string? InputOf(JsonElement inputs, string entry)
    {
        var name = entry[(entry.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var isRole = entry.StartsWith("role:", StringComparison.Ordinal);
        return Array.Find(AssigneeInputs, input => input != (isRole ? "Users" : "Roles") && Texts(inputs, input).Any(text => Means(text, name)));
    }

    private static bool Means(string text, string name) =>
        text.Trim().Equals(name, StringComparison.OrdinalIgnoreCase) || text.Trim().EndsWith(":" + name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Texts(JsonElement inputs, string input)
    {
        if (inputs.ValueKind != JsonValueKind.Object || !inputs.TryGetProperty(input, out var value)) return [];
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Split(',', ';', '\n'),
            JsonValueKind.Array => value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!),
            _ => [],
        };
    }

    private static string? Text(JsonElement inputs, string input) =>
        inputs.ValueKind == JsonValueKind.Object && inputs.TryGetProperty(input, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
