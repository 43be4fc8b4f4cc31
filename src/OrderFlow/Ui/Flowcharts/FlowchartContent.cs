using OrderFlow.Engine.Definitions;

namespace OrderFlow.Ui.Flowcharts;

/// <summary>What one picture shows of an activity: itself, or what is inside it and how that hangs together.</summary>
/// <param name="Activities">In the order of the file.</param>
/// <param name="Connections">Of a flowchart those that are written; of other containers those that they mean.</param>
internal sealed record FlowchartContent(IReadOnlyList<ActivityDefinition> Activities, IReadOnlyList<Connection> Connections)
{
    /// <summary>The content of a container. A sequence is a chain; what holds its children in ports stands before them.</summary>
    public static FlowchartContent Of(ActivityDefinition container)
    {
        if (container.Activities.Count > 0 || container.Type == "Elsa.Flowchart")
            return new FlowchartContent(container.Activities, container.Type == "Elsa.Sequence" ? Chain(container.Activities) : container.Connections);
        (string Port, ActivityDefinition Child)[] ports =
        [
            .. container.Ports.Select(p => (p.Key, p.Value)),
            .. container.Cases.Where(c => c.Activity is not null).Select(c => (c.Label, c.Activity!)),
        ];
        return new FlowchartContent([container, .. ports.Select(p => p.Child)], [.. ports.Select(p => new Connection(container.Id, p.Port, p.Child.Id, "In"))]);
    }

    /// <summary>There is something to see inside.</summary>
    public static bool IsIn(ActivityDefinition activity) => activity.Children.Any();

    /// <summary>The containers from the root to the one in whose picture an activity stands; null: there is no such activity.</summary>
    public static IReadOnlyList<ActivityDefinition>? PathTo(ActivityDefinition root, string id) => Find(root, id) is { } path ? path.Count > 1 ? path[..^1] : path : null;

    /// <summary>The containers to enter where somebody opens one: nobody wants to see a loop with its only body first.</summary>
    public static IEnumerable<ActivityDefinition> Entered(ActivityDefinition activity)
    {
        yield return activity;
        while (activity.Activities.Count == 0 && activity.Children.Take(2).ToList() is [{ } only] && IsIn(only)) yield return activity = only;
    }

    private static List<ActivityDefinition>? Find(ActivityDefinition activity, string id)
    {
        if (activity.Id == id) return [activity];
        foreach (var child in activity.Children)
            if (Find(child, id) is { } rest) return [activity, .. rest];
        return null;
    }

    private static List<Connection> Chain(IReadOnlyList<ActivityDefinition> activities) =>
        [.. activities.Zip(activities.Skip(1), (from, to) => new Connection(from.Id, "Done", to.Id, "In"))];
}
