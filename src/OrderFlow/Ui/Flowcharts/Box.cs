namespace OrderFlow.Ui.Flowcharts;

/// <summary>A rectangle of a drawing, in pixels at full size; y grows downwards.</summary>
public readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
    public double Bottom => Y + Height;
    public double MidX => X + (Width / 2);
    public double MidY => Y + (Height / 2);

    /// <summary>The smallest one around both.</summary>
    public Box With(Box other)
    {
        var (x, y) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new Box(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }

    public Box Grown(double by) => new(X - by, Y - by, Width + (2 * by), Height + (2 * by));
}
