using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tasks;

namespace OrderFlow.Instances.Trial;

/// <summary>Why somebody gets a task, and why the instance is woken at a moment: found in what the workflow says and what it came to.</summary>
internal static class TrialReasons
{
    private static readonly string[] AssigneeInputs = ["Users", "Roles", "Assignees"];

    public static TrialDeadline Of(TrialInstance instance, SetDeadline set)
    {
        var activity = instance.State.Bookmarks.Find(b => b.Id == set.BookmarkId)?.ActivityId ?? "";
        var step = instance.State.Deadlines.Find(d => d.Id == set.DeadlineId) is { } pending ? OpenApprovals.At(instance.State, set.BookmarkId)?.Ladder?[pending.Step] : null;
        return new TrialDeadline(set.DeadlineId, instance, activity, set.Kind, set.DueAt, step is null ? null : ThenOf(step), step is null ? null : WhatOf(step))
        {
            What = instance.NameOf(activity),
            BookmarkId = set.BookmarkId,
        };
    }

    /// <summary>Who gets a task that a burst opens or hands on, with the people behind each entry.</summary>
    public static async Task<IReadOnlyList<TrialAssignee>> OfAsync(TrialInstance instance, TaskRow task, TrialLookups lookups, CancellationToken cancel)
    {
        var approval = OpenApprovals.At(instance.State, task.BookmarkId);
        var assignees = new List<TrialAssignee>();
        foreach (var entry in task.Assignees)
        {
            var reason = approval?.Seats.FirstOrDefault(s => s.Entry == entry)?.Reason;
            var input = approval is not null && reason is null && approval.Escalated.Contains(entry) ? EscalatedBy(approval, entry) : InputOf(instance.InputsOf(task.ActivityId), entry, reason);
            var written = input is null ? null : instance.Workflow.Find(task.ActivityId)?.Inputs.GetValueOrDefault(input);
            assignees.Add(new TrialAssignee(entry, await lookups.PeopleAsync(entry, cancel), input, written)
            {
                Reason = reason,
                Whose = reason?.Of is { } person && await lookups.PeopleAsync("user:" + person, cancel) is [var known, ..] ? known.DisplayName : null,
            });
        }

        return assignees;
    }

    private static string? ThenOf(LadderStep step) => step switch
    {
        { Action: LadderAction.Note } => "None",
        { Action: LadderAction.Remind, IsDue: false, To.Count: 0 } => null,
        _ => step.Action.ToString(),
    };

    private static string? WhatOf(LadderStep step) => step.Action == LadderAction.Outcome ? step.Outcome : step.To.Count > 0 ? string.Join(", ", step.To) : null;

    private static string EscalatedBy(Approval approval, string entry) =>
        approval.Ladder is { } ladder && !ladder.Any(s => s is { IsDue: true, Action: LadderAction.Escalate } && s.To.Contains(entry)) ? "Ladder" : "EscalateTo";

    private static string? InputOf(JsonElement inputs, string entry, SeatReason? reason) => reason is null ? NamedBy(inputs, entry) : reason.Kind switch
    {
        ReasonKind.Named or ReasonKind.Role => NamedBy(inputs, entry) ?? "Assignees",
        ReasonKind.Drawn => "Mode",
        ReasonKind.NobodyElse => "WhenEmpty",
        ReasonKind.InsteadOfInitiator or ReasonKind.StartedIt => "WhenInitiator",
        ReasonKind.AgreedBefore => "SameApprover",
        ReasonKind.Added or ReasonKind.Transferred or ReasonKind.HandedOver => null,
        ReasonKind.Department or ReasonKind.Head or ReasonKind.Manager or ReasonKind.Position or ReasonKind.Initiator or ReasonKind.Chosen or ReasonKind.Field or ReasonKind.Document => "Assignees",
    };

    // The entry is written in one form; the inputs may say "fay", "user:Fay" or " finance ".
    private static string? NamedBy(JsonElement inputs, string entry)
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
}
