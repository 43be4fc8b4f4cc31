using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Ui.Flowcharts;

/// <summary>Where the designer put an activity: <c>metadata.designer</c>, which anybody can write by hand.</summary>
internal static class DesignerPlace
{
    private const double Furthest = 1_000_000;

    /// <summary>Null: not every activity has a place, two have the same, or it is no flowchart, where the designer gives none.</summary>
    public static Box[]? Of(IReadOnlyList<ActivityDefinition> activities, bool isChart)
    {
        if (!isChart) return null;
        var boxes = new Box[activities.Count];
        var taken = new HashSet<(double, double)>();
        for (var i = 0; i < activities.Count; i++)
        {
            if (Designer(activities[i])?.Member("position") is not JsonObject position || Number(position.Member("x")) is not { } x || Number(position.Member("y")) is not { } y || !taken.Add((x, y))) return null;
            var (width, height) = SizeOf(activities[i]);
            boxes[i] = new Box(x, y, width, height);
        }

        return boxes;
    }

    /// <summary>As the designer drew it; one without a size, or with none that words fit into, has the usual one.</summary>
    public static (double Width, double Height) SizeOf(ActivityDefinition activity)
    {
        var size = Designer(activity)?.Member("size") as JsonObject;
        return (Number(size?.Member("width")) is { } width and >= 80 and <= 600 ? width : 180, Number(size?.Member("height")) is { } height and >= 40 and <= 300 ? height : 60);
    }

    private static JsonObject? Designer(ActivityDefinition activity) => (activity.Source.Member("metadata") as JsonObject)?.Member("designer") as JsonObject;

    private static double? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && double.TryParse(node.ToJsonString(), CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Furthest ? number : null;
}
