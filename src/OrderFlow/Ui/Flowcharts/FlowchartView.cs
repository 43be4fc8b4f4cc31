using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Studio.Descriptors;

namespace OrderFlow.Ui.Flowcharts;

/// <summary>An activity in a picture.</summary>
/// <param name="Title">Its name in one or two lines, shortened to the box.</param>
/// <param name="Detail">One line: what it is for, else what kind of activity it is.</param>
/// <param name="Kind">What kind of activity it is, in the viewer's language.</param>
/// <param name="HasContent">There is something inside, that a picture of its own shows.</param>
public sealed record FlowchartNode(ActivityDefinition Activity, Box Box, ActivityLook Look, IReadOnlyList<string> Title, string Detail, string Kind, bool HasContent);

/// <summary>A connection in a picture.</summary>
/// <param name="Path">Its way, as SVG writes it.</param>
/// <param name="Arrow">Its head.</param>
/// <param name="Label">The outcome, in the viewer's language; "" for the one that goes without saying.</param>
public sealed record FlowchartEdge(Connection Connection, string Path, string Arrow, string Label, double LabelX, double LabelY);

/// <summary>One level of a workflow as a picture: where everything stands. It knows nothing of marks, nor of how it is drawn.</summary>
/// <param name="Bounds">All that is drawn, with a margin; never without extent.</param>
public sealed record FlowchartView(IReadOnlyList<FlowchartNode> Nodes, IReadOnlyList<FlowchartEdge> Edges, Box Bounds)
{
    public const double TitleSize = 13;
    public const double DetailSize = 11;

    /// <summary>Left of the words: the icon.</summary>
    public const double TextStart = 38;

    private const double Margin = 28;

    /// <summary>The picture of what is inside an activity. Activities stand where the designer put them; where it did not put all, all are placed anew.</summary>
    /// <param name="container">The root of a workflow, or a composite in it.</param>
    public static FlowchartView Of(ActivityDefinition container)
    {
        var (activities, connections) = FlowchartContent.Of(container);
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < activities.Count; i++) byId.TryAdd(activities[i].Id, i);
        // One that leads nowhere cannot be drawn; the checks of the definition report it.
        List<Connection> drawn = [.. connections.Where(c => byId.ContainsKey(c.Source) && byId.ContainsKey(c.Target)).Distinct()];

        var boxes = DesignerPlace.Of(activities, isChart: ReferenceEquals(activities, container.Activities))
            ?? LayeredLayout.Place([.. activities.Select(DesignerPlace.SizeOf)], drawn.Select(c => (byId[c.Source], byId[c.Target])));
        var edges = Connect(drawn, byId, boxes, out var extent);
        List<FlowchartNode> nodes = [.. activities.Select((a, i) => Node(a, boxes[i], a != container && FlowchartContent.IsIn(a)))];
        var bounds = boxes.Concat(extent).Aggregate((Box?)null, (all, box) => all?.With(box) ?? box) ?? new Box(0, 0, 200, 60);
        return new FlowchartView(nodes, edges, bounds.Grown(Margin));
    }

    private static FlowchartNode Node(ActivityDefinition activity, Box box, bool hasContent)
    {
        var descriptor = KnownActivities.Registry.Describe(activity.Type);
        var isWorkflow = descriptor is null && activity.Source.Member("workflowDefinitionId") is JsonValue;
        var kind = descriptor is null ? activity.Type : ActivityTexts.Name(descriptor);
        var metadata = activity.Source.Member("metadata") as JsonObject;
        var about = metadata?.Member("showDescription") is JsonValue shows && shows.TryGetValue<bool>(out var isShown) && isShown
            && metadata!.Member("description") is JsonValue said && said.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : kind;
        var width = box.Width - TextStart - 8;
        var title = FittedText.Lines(activity.DisplayText, width, TitleSize, box.Height >= 72 ? 2 : 1);
        return new FlowchartNode(activity, box, ActivityLook.Of(activity.Type, isWorkflow), title, FittedText.Lines(about, width, DetailSize, 1) is [var detail] ? detail : "", kind, hasContent);
    }

    private static List<FlowchartEdge> Connect(List<Connection> connections, Dictionary<string, int> byId, Box[] boxes, out List<Box> extent)
    {
        extent = [];
        var edges = new List<FlowchartEdge>(connections.Count);
        foreach (var outgoing in connections.GroupBy(c => byId[c.Source]))
        {
            // Exits from the top down as their targets stand: lines of one activity do not cross at once.
            var ports = outgoing.GroupBy(c => c.SourcePort).OrderBy(p => p.Average(c => boxes[byId[c.Target]].MidY)).Select((p, i) => (p.Key, i)).ToDictionary(p => p.Key, p => p.i, StringComparer.Ordinal);
            var from = boxes[outgoing.Key];
            foreach (var connection in outgoing)
            {
                var route = EdgeRoute.Between(from, from.Y + (from.Height * (ports[connection.SourcePort] + 1) / (ports.Count + 1)), boxes[byId[connection.Target]]);
                edges.Add(new FlowchartEdge(connection, route.Path, route.Arrow, connection.SourcePort == "Done" ? "" : ActivityTexts.Port(connection.SourcePort), route.LabelX, route.LabelY));
                extent.Add(route.Extent);
            }
        }

        return edges;
    }
}
