using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Ui.Flowcharts;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Instances.Trial.Pages;

/// <summary>The way that an instance took, as marks of its flowchart.</summary>
internal static class TrialMarks
{
    public static FlowchartMarks Of(TrialInstance instance)
    {
        var root = instance.Workflow.Definition.Root;
        var activities = new Dictionary<string, FlowchartMark>(StringComparer.Ordinal);
        var connections = new Dictionary<Connection, FlowchartMark>();
        var passed = new FlowchartMark("done", Say("TryPassed"));
        foreach (var entry in instance.Journal.Where(j => j.Event == JournalEvent.Completed && j.ActivityId != root.Id))
        {
            activities[entry.ActivityId] = passed;
            foreach (var connection in Leaving(root, entry)) connections[connection] = new FlowchartMark("done", "");
        }

        foreach (var bookmark in instance.State.Bookmarks) activities[bookmark.ActivityId] = new FlowchartMark("waiting", Say("TryWaitsHere"));
        foreach (var incident in instance.State.Incidents.Where(i => !i.IsResolved && i.ActivityId != root.Id)) activities[incident.ActivityId] = new FlowchartMark("failed", Say("TryFailed"));
        return new FlowchartMarks(activities, connections);
    }

    /// <summary>The outcomes with which an activity ended; none is said: Done.</summary>
    public static IReadOnlyList<string> OutcomesOf(JournalEntry completed) =>
        completed.Data.ValueKind == JsonValueKind.Object && completed.Data.TryGetProperty("outcomes", out var outcomes) && outcomes.ValueKind == JsonValueKind.Array
            ? [.. outcomes.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!)]
            : ["Done"];

    private static IEnumerable<Connection> Leaving(ActivityDefinition container, JournalEntry completed)
    {
        var outcomes = OutcomesOf(completed);
        var here = FlowchartContent.Of(container).Connections.Where(c => c.Source == completed.ActivityId && outcomes.Contains(c.SourcePort));
        return here.Concat(container.Activities.Concat(container.Ports.Values).Concat(container.Cases.Select(c => c.Activity).OfType<ActivityDefinition>()).SelectMany(child => Leaving(child, completed)));
    }
}
