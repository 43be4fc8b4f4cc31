namespace OrderFlow.Instances.Trial;

/// <summary>The clock of a dry run: it stands still until somebody pushes it.</summary>
internal sealed class TrialClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = now.ToUniversalTime();

    public override DateTimeOffset GetUtcNow() => Now;

    public void PushTo(DateTimeOffset moment) => Now = moment > Now ? moment.ToUniversalTime() : Now;
}
