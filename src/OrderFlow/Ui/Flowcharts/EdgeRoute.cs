using System.Globalization;

namespace OrderFlow.Ui.Flowcharts;

/// <summary>The way of a connection from the right side of one activity to the left side of another.</summary>
/// <param name="Path">As SVG writes it.</param>
/// <param name="LabelX">Where its word begins, just behind the exit.</param>
/// <param name="Extent">All that it touches.</param>
internal sealed record EdgeRoute(string Path, string Arrow, double LabelX, double LabelY, Box Extent)
{
    private const double Stub = 22;
    private const double Corner = 8;
    private const double Head = 8;

    /// <param name="exit">Height of the exit on the right side of <paramref name="from"/>.</param>
    public static EdgeRoute Between(Box from, double exit, Box to)
    {
        var (startX, startY, endX, endY) = (from.Right, exit, to.X - Head, to.MidY);
        var arrow = Text($"M{endX:0.#} {endY - (Head / 2):0.#}L{to.X:0.#} {endY:0.#}L{endX:0.#} {endY + (Head / 2):0.#}Z");
        if (endX >= startX + Stub)
        {
            var bend = Math.Max(30, (endX - startX) / 2);
            var path = Text($"M{startX:0.#} {startY:0.#}C{startX + bend:0.#} {startY:0.#} {endX - bend:0.#} {endY:0.#} {endX:0.#} {endY:0.#}");
            return new EdgeRoute(path, arrow, startX + 6, startY - 5, new Box(startX, startY, 0, 0).With(new Box(endX, endY, 0, 0)));
        }

        // Back: out, along a lane between or below the two, and in from the left.
        var lane = to.Y - from.Bottom >= 2 * Corner ? (from.Bottom + to.Y) / 2
            : from.Y - to.Bottom >= 2 * Corner ? (to.Bottom + from.Y) / 2
            : Math.Max(from.Bottom, to.Bottom) + Stub;
        (double X, double Y)[] corners = [(startX + Stub, startY), (startX + Stub, lane), (endX - Stub, lane), (endX - Stub, endY)];
        var extent = new Box(endX - Stub, Math.Min(endY, startY), startX - endX + (2 * Stub), Math.Abs(endY - startY)).With(new Box(startX, lane, 0, 0));
        return new EdgeRoute(Rounded((startX, startY), corners, (endX, endY)), arrow, startX + 6, startY - 5, extent);
    }

    private static string Rounded((double X, double Y) start, (double X, double Y)[] corners, (double X, double Y) end)
    {
        var path = new System.Text.StringBuilder(Text($"M{start.X:0.#} {start.Y:0.#}"));
        for (var i = 0; i < corners.Length; i++)
        {
            var (before, corner, after) = (i == 0 ? start : corners[i - 1], corners[i], i == corners.Length - 1 ? end : corners[i + 1]);
            var (enter, leave) = (Toward(corner, before), Toward(corner, after));
            path.Append(Text($"L{enter.X:0.#} {enter.Y:0.#}Q{corner.X:0.#} {corner.Y:0.#} {leave.X:0.#} {leave.Y:0.#}"));
        }

        return path.Append(Text($"L{end.X:0.#} {end.Y:0.#}")).ToString();
    }

    // A little way from a corner; half of a short one, so that two corners do not meet.
    private static (double X, double Y) Toward((double X, double Y) corner, (double X, double Y) other)
    {
        var (dx, dy) = (other.X - corner.X, other.Y - corner.Y);
        var length = Math.Abs(dx) + Math.Abs(dy);
        if (length == 0) return corner;
        var share = Math.Min(Corner, length / 2) / length;
        return (corner.X + (dx * share), corner.Y + (dy * share));
    }

    private static string Text(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
