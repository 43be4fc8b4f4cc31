namespace OrderFlow.Replay.Xes;

/// <summary>How much of a log is held in memory at once. A log itself may be of any length.</summary>
public sealed record XesLimits
{
    /// <summary>Bytes of one XML node: an attribute's value, a comment. A longer one breaks the log off.</summary>
    public int NodeBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Elements within elements. A deeper one breaks the log off.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Events of one case. Further ones are left out, and the case has a fault.</summary>
    public int EventsPerCase { get; init; } = 100_000;

    /// <summary>Characters of all names and values of one case. Further ones are left out, and the case has a fault.</summary>
    public int CharactersPerCase { get; init; } = 32 * 1024 * 1024;

    /// <summary>Faults of one kind told of one case; who has read ten has understood.</summary>
    public int FaultsOfAKind { get; init; } = 10;

    public static XesLimits Default { get; } = new();
}
