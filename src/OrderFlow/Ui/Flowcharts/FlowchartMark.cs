using OrderFlow.Engine.Definitions;

namespace OrderFlow.Ui.Flowcharts;

/// <summary>What is to be said of an activity or a connection in a picture.</summary>
/// <param name="Tone">Its colour, a class of the style sheet: added, removed, changed, moved, done, waiting, late, unreached, failed.</param>
/// <param name="Word">The same in the viewer's language: a colour alone says nothing to some.</param>
public sealed record FlowchartMark(string Tone, string Word);

/// <summary>The marks of a picture.</summary>
/// <param name="Activities">By the activity's id.</param>
/// <param name="Connections">By their ends and ports.</param>
public sealed record FlowchartMarks(IReadOnlyDictionary<string, FlowchartMark> Activities, IReadOnlyDictionary<Connection, FlowchartMark> Connections)
{
    public static FlowchartMarks None { get; } = new(new Dictionary<string, FlowchartMark>(), new Dictionary<Connection, FlowchartMark>());

    /// <summary>How many activities and connections inside an activity are marked, at whatever depth.</summary>
    public int CountInside(ActivityDefinition activity)
    {
        if (Activities.Count == 0 && Connections.Count == 0) return 0;
        var count = activity.Connections.Count(Connections.ContainsKey);
        foreach (var child in activity.Children) count += (Activities.ContainsKey(child.Id) ? 1 : 0) + CountInside(child);
        return count;
    }
}
