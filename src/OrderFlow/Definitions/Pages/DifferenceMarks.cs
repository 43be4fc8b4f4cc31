using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Differences;
using OrderFlow.Ui.Flowcharts;

namespace OrderFlow.Definitions.Pages;

/// <summary>A difference as marks on the pictures of both versions.</summary>
internal static class DifferenceMarks
{
    public static FlowchartMarks OnOld(WorkflowDifference difference) => Of(difference, a => a.Old, ChangeKind.Removed);

    public static FlowchartMarks OnNew(WorkflowDifference difference) => Of(difference, a => a.New, ChangeKind.Added);

    private static FlowchartMarks Of(WorkflowDifference difference, Func<ActivityChange, ActivityDefinition?> side, ChangeKind kind)
    {
        var activities = new Dictionary<string, FlowchartMark>(StringComparer.Ordinal);
        foreach (var change in difference.Activities)
            if (side(change) is { } activity && DifferenceWords.MarkOf(change) is var (tone, _, word)) activities.TryAdd(activity.Id, new FlowchartMark(tone, word));
        var mark = new FlowchartMark(DifferenceWords.ToneOf(kind), DifferenceWords.Of(kind));
        return new FlowchartMarks(activities, difference.Connections.Where(c => c.Kind == kind).Select(c => c.Connection).Distinct().ToDictionary(c => c, _ => mark));
    }
}
