using System.Text.Json;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>What an open approval task knows of itself.</summary>
/// <param name="Assignees">"user:ann", "role:finance".</param>
/// <param name="Decided">Outcome by assignee entry.</param>
/// <param name="Escalated">The entry that may decide in the place of all who have not; null: none.</param>
internal sealed record ApprovalState(
    IReadOnlyList<string> Assignees, Dictionary<string, string> Decided, IReadOnlyList<string> Outcomes, ApprovalMode Mode, string? Escalated)
{
    private const string Key = "approval";

    /// <summary>Those who have not decided yet.</summary>
    public IReadOnlyList<string> Waiting => [.. Assignees.Where(a => !Decided.ContainsKey(a))];

    /// <summary>Those who have not decided yet, and whoever may do it in their place.</summary>
    public IReadOnlyList<string> Reminded => Escalated is null ? Waiting : [.. Waiting.Append(Escalated).Distinct()];

    public static ApprovalState Load(ActivityContext context) => context.Execution.Data[Key].Deserialize<ApprovalState>()!;

    public void Store(ActivityContext context) => context.Execution.Data[Key] = JsonSerializer.SerializeToElement(this);

    /// <summary>The entries that a person stands for: all that are open when it was escalated to him.</summary>
    public IReadOnlyList<string> EntriesOf(string actor, IReadOnlySet<string> roles)
    {
        bool Means(string entry) => entry.Equals("user:" + actor, StringComparison.OrdinalIgnoreCase) || (entry.StartsWith("role:", StringComparison.Ordinal) && roles.Contains(entry["role:".Length..]));
        var own = Assignees.Where(Means);
        return [.. Escalated is not null && Means(Escalated) ? own.Concat(Waiting).Distinct() : own];
    }

    /// <summary>Whether the last decision settles the task.</summary>
    public bool IsSettled(string outcome) => Mode switch
    {
        ApprovalMode.Any => true,
        ApprovalMode.All => outcome != Outcomes[0] || Waiting.Count == 0,
    };
}
