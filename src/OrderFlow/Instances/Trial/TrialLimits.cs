namespace OrderFlow.Instances.Trial;

/// <summary>What one dry run may use: it lives in the host's memory beside those of others.</summary>
public static class TrialLimits
{
    public const int Steps = 300;

    /// <summary>Of all instances together.</summary>
    public const int Bursts = 2_000;

    public const int Instances = 100;

    public const int JournalEntries = 50_000;

    /// <summary>Of the largest states that the instances had, together, in bytes of JSON.</summary>
    public const long StateBytes = 16 * 1024 * 1024;

    /// <summary>Computing time of one step: scripts that are slow over and over.</summary>
    public static readonly TimeSpan StepTime = TimeSpan.FromSeconds(20);

    /// <summary>In which it can begin.</summary>
    public const int FirstYear = 2000;

    public const int LastYear = 2200;

    /// <summary>How far the clock can be pushed in all.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(3653);
}
