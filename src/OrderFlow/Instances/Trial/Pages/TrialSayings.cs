using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Studio.Descriptors;
using OrderFlow.Ui;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Instances.Trial.Pages;

/// <summary>What happened in a dry run, said as people speak.</summary>
internal static class TrialSayings
{
    /// <summary>What caused a burst.</summary>
    public static string Cause(TrialEntry entry, TrialRun run) => entry.Cause switch
    {
        StartWorkflow { ParentInstanceId: not null } => Say("TryStartedByOther", NameOf(entry.Instance)),
        StartWorkflow => Say("TryStarted", NameOf(entry.Instance)),
        DecideTask decide => Say("TryDecided", WhoOf(decide.Actor ?? "", run), NameOf(run.Tasks.FirstOrDefault(t => t.Id == decide.TaskId), entry.Instance), ActivityTexts.Port(decide.Outcome)),
        FireDeadline when entry.Deadline is { } deadline => Deadline(deadline),
        FireDeadline => Say("TryTimeCame"),
        ResumeBookmark => Say("TryResumed", Resumed(entry)),
        ChildEnded => Say("TryChildEnded", Resumed(entry)),
        CancelWorkflow => Say("TryCancelled", NameOf(entry.Instance)),
        _ => throw new InvalidOperationException($"Expected a cause that a dry run has, but got {entry.Cause.GetType().Name}."),
    };

    /// <summary>What a deadline is for, without its moment.</summary>
    public static string Deadline(TrialDeadline deadline) => deadline.Kind switch
    {
        DeadlineKind.Time => Say("TryTimeUp", deadline.What),
        DeadlineKind.Reminder => Say("TryReminder", deadline.What),
        DeadlineKind.Due => deadline.Then switch
        {
            "Escalate" => Say("TryDueEscalate", deadline.What, RoleOf(deadline.ThenWhat ?? "")),
            "Outcome" => Say("TryDueOutcome", deadline.What, ActivityTexts.Port(deadline.ThenWhat ?? "")),
            "Remind" => Say("TryDueRemind", deadline.What),
            "Count" => Say("TryDueCount", deadline.What),
            _ => Say("TryDueNothing", deadline.What),
        },
        DeadlineKind.Step => Say("TryStep", deadline.What),
    };

    /// <summary>The activities that a burst passed, with the outcome that a branch took.</summary>
    public static string Way(TrialEntry entry) => string.Join(" → ", entry.Journal.Where(j => j.Event == JournalEvent.Completed && IsLeaf(entry.Instance, j.ActivityId)).Select(j =>
    {
        var outcomes = TrialMarks.OutcomesOf(j);
        return outcomes is ["Done"] or [] ? entry.Instance.NameOf(j.ActivityId) : $"{entry.Instance.NameOf(j.ActivityId)} [{string.Join(", ", outcomes.Select(ActivityTexts.Port))}]";
    }));

    /// <summary>An entry in the words of the workplace: "Finance: Fay, Fiona".</summary>
    public static string Assignee(TrialAssignee assignee)
    {
        var people = string.Join(IsChinese ? "、" : ", ", assignee.People.Select(p => p.DisplayName));
        if (assignee.Entry.StartsWith("role:", StringComparison.Ordinal)) return $"{RoleOf(assignee.Entry)}{(IsChinese ? "：" : ": ")}{(people.Length > 0 ? people : Say("TryNobody"))}";
        return people.Length > 0 ? people : Say("TryUnknownPerson", assignee.Entry["user:".Length..]);
    }

    /// <summary>Why it is he: what the workflow says; null: it is not known.</summary>
    public static string? Why(TrialAssignee assignee) => assignee switch
    {
        { Input: null } => null,
        { Input: "EscalateTo" } => Say("TryWhyEscalated"),
        { Written: { Type: "Literal" or "Object" } } => Say("TryWhyFixed", Member(assignee.Input)),
        { Written: { } written } => Say("TryWhyExpression", Member(assignee.Input), written.Type, Short(written.Text)),
        _ => Say("TryWhyInput", Member(assignee.Input)),
    };

    /// <summary>How a role or "role:finance" is called.</summary>
    public static string RoleOf(string role) => Words.NameOf("Role", role[(role.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    public static string NameOf(TrialInstance instance) => instance.State.Name is { Length: > 0 } name ? $"{instance.Workflow.Definition.Name} {name}" : instance.Workflow.Definition.Name;

    public static string Values(IReadOnlyDictionary<string, JsonElement> values) => string.Join(", ", values.Select(v => $"{v.Key} = {Short(v.Value.ValueKind == JsonValueKind.String ? v.Value.GetString()! : v.Value.GetRawText())}"));

    private static string NameOf(Tasks.TaskRow? task, TrialInstance instance) => task is null ? "" : instance.NameOf(task.ActivityId);

    private static string Member(string input) => ActivityTexts.Text($"Member.{input}", input);

    private static string Resumed(TrialEntry entry) =>
        entry.Journal.FirstOrDefault(j => j.Event == JournalEvent.Resumed) is { } resumed ? entry.Instance.NameOf(resumed.ActivityId) : NameOf(entry.Instance);

    private static string WhoOf(string name, TrialRun run) =>
        run.Entries.SelectMany(e => e.Assignees.Values).SelectMany(a => a).SelectMany(a => a.People).FirstOrDefault(p => p.Name == name)?.DisplayName ?? RoleOf(name);

    private static bool IsLeaf(TrialInstance instance, string activity) =>
        instance.Workflow.Find(activity) is { Parent: not null, Activities.Count: 0, Workflow: null };

    private static string Short(string text) => text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 119), "…");
}
