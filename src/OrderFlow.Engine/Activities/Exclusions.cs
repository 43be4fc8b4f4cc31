using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Activities;

/// <summary>Who must not decide a task, by the words of its definition.</summary>
internal static class Exclusions
{
    public const string Initiator = "initiator";
    public const string Activity = "activity:";

    /// <summary>As it is now: whoever has decided the other task in the meantime is among them.</summary>
    public static IReadOnlyList<Exclusion> Of(ActivityContext context, IReadOnlyList<string> written)
    {
        if (written.Count == 0) return [];
        return [.. written.SelectMany(text => Of(context, text.Trim())).DistinctBy(e => e.Person, StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<Exclusion> Of(ActivityContext context, string text)
    {
        if (text.Equals(Initiator, StringComparison.OrdinalIgnoreCase)) return context.State.Initiator is { } self ? [new Exclusion(self, ExclusionKind.StartedIt)] : [];
        if (!text.StartsWith(Activity, StringComparison.OrdinalIgnoreCase)) return Entries.Read(text) is { } entry && Entries.PersonOf(entry) is { } person ? [new Exclusion(person, ExclusionKind.Named)] : [];
        var name = text[Activity.Length..].Trim();
        if (context.Run.Workflow.FindByIdOrName(name) is not { } other) throw new ActivityFault("Assignee", $"'{context.Node.DisplayText}' excludes who decided '{name}', which is no activity.");
        return Deciders(context.State, other.Key).Select(d => new Exclusion(d, ExclusionKind.Decided, other.DisplayText));
    }

    private static IEnumerable<string> Deciders(InstanceState state, string activity)
    {
        var open = state.Executions.Where(e => e.ActivityId == activity).Select(ApprovalStore.Peek).OfType<Approval>();
        var closed = ApprovalHistory.Of(state).Find(activity) is { } found ? [found.Approval] : Enumerable.Empty<Approval>();
        return open.Concat(closed).SelectMany(a => a.Seats).Select(s => s.Decision).OfType<SeatDecision>()
            .SelectMany(d => d.OnBehalfOf is { } other ? [d.By, other] : new[] { d.By });
    }
}
