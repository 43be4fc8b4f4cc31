namespace OrderFlow.Replay;

/// <summary>The log's own time. Cases are played side by side, each with a time of its own.</summary>
internal sealed class CaseClock : TimeProvider
{
    private static readonly AsyncLocal<DateTimeOffset?> Moment = new();

    /// <summary>Sets the time for what this asynchronous flow does from here on. UTC.</summary>
    public static void Set(DateTimeOffset moment) => Moment.Value = moment;

    public override DateTimeOffset GetUtcNow() => Moment.Value ?? System.GetUtcNow();
}
