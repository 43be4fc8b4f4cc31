using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Execution;

/// <summary>Going back to an earlier activity.</summary>
internal static class Returns
{
    /// <summary>
    /// Goes back to an activity of a running container. Exactly the tokens at that activity and downstream of it are given up,
    /// for the flow will come by there again; branches beside it go on. The journal says which were given up.
    /// </summary>
    public static Refused? To(BurstRun run, ActivityExecution owner, ActivityNode target, string? reason)
    {
        var context = run.Context(owner);
        switch (context.Node.Type)
        {
            case Flowchart:
                var withdrawn = Flowchart.Return(context, target);
                var names = string.Join(", ", withdrawn.Select(n => $"'{n.DisplayText}'").Distinct());
                run.Note(owner, JournalEvent.Action, $"Returned to '{target.DisplayText}'{(reason is null ? "" : $": {reason}")}; withdrawn: {(names.Length == 0 ? "nothing" : names)}", default);
                return null;
            case Sequence:
                Sequence.Return(context, target);
                run.Note(owner, JournalEvent.Action, $"Returned to '{target.DisplayText}'{(reason is null ? "" : $": {reason}")}", default);
                return null;
            default:
                return new Refused(Refusal.Invalid, $"'{target.DisplayText}' stands in '{context.Node.DisplayText}': only flowcharts and sequences can be gone back in.");
        }
    }
}
