using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>Compares an instance with the reference.</summary>
internal static class Likeness
{
    public static void Check(string what, Case sample, InstanceState state, Burst burst, Reference reference)
    {
        Same(what, "status", reference.IsFinished ? "over" : reference.IsFaulted ? "faulted" : "waiting", StatusOf(state));
        Same(what, "what began", string.Join(" ", reference.Begun), string.Join(" ", Begun(burst)));
        Same(what, "what runs", string.Join(" ", reference.Tokens.Select(t => t.Step.Name + (t.IsFaulted ? "!" : ""))), string.Join(" ", Running(state)));
        Same(what, "what waits", string.Join(" ", reference.Tokens.Where(t => t.IsOpen).Select(t => t.Step.Name)), string.Join(" ", state.Bookmarks.OrderBy(b => b.Id).Select(b => b.ActivityId)));
        Same(what, "deadlines", Sorted(reference.Tokens.SelectMany(t => t.Deadlines.Select(d => $"{t.Step.Name}.{d}"))), Sorted(Deadlines(state)));
        Same(what, "incidents", Sorted(reference.Troubles.Select(t => t.Join ?? t.Token.Step.Name)), Sorted(state.Incidents.Where(i => !i.IsResolved).Select(i => i.ActivityId)));
        Same(what, "what waits at joins", Sorted(reference.Tokens.SelectMany(t => t.Waiting).Select(w => w.ToString())), Sorted(AtJoins(sample, state)));
    }

    private static string StatusOf(InstanceState state) => (state.Status, state.SubStatus) switch
    {
        (WorkflowStatus.Finished, WorkflowSubStatus.Faulted) => "faulted",
        (WorkflowStatus.Finished, _) => "over",
        (WorkflowStatus.Running, WorkflowSubStatus.Suspended) => "waiting",
        _ => $"{state.Status} {state.SubStatus}",
    };

    private static IEnumerable<string> Begun(Burst burst) =>
        burst.Journal.Where(e => e.Event == JournalEvent.Started && e.ActivityId != "Workflow1").Select(e => e.ActivityId);

    private static IEnumerable<string> Running(InstanceState state) =>
        state.Executions.Where(e => e.ParentId != 0).Select(e => e.ActivityId + (e.Status == ExecutionStatus.Faulted ? "!" : ""));

    private static IEnumerable<string> Deadlines(InstanceState state) =>
        state.Deadlines.Select(d => $"{state.Bookmarks.Find(b => b.Id == d.BookmarkId)?.ActivityId}.{d.Kind}");

    private static IEnumerable<string> AtJoins(Case sample, InstanceState state) =>
        from execution in state.Executions
        where execution.Data.ContainsKey("tokens")
        let chart = sample.Root.All.First(s => s.Name == execution.ActivityId)
        from wire in execution.Data["tokens"].EnumerateArray()
        select chart.Wires[wire.GetInt32()].ToString();

    private static string Sorted(IEnumerable<string> names) => string.Join(" ", names.Order(StringComparer.Ordinal));

    private static void Same(string what, string which, string expected, string found)
    {
        if (expected != found) throw new Differs($"{what}: {which}: expected [{expected}], but found [{found}]");
    }
}
