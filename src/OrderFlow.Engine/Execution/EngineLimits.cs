namespace OrderFlow.Engine.Execution;

/// <summary>What one burst may use. Over a limit the burst stops and records an incident; nothing is lost.</summary>
public sealed record EngineLimits
{
    /// <summary>Activities executed in one burst; a loop without a wait ends here.</summary>
    public int ActivitiesPerBurst { get; init; } = 10_000;

    /// <summary>Size of the stored state, in bytes of JSON.</summary>
    public int StateBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Statements of one script.</summary>
    public int ScriptStatements { get; init; } = 200_000;

    /// <summary>Wall time of one script or template.</summary>
    public TimeSpan ScriptTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Memory of one script, in bytes.</summary>
    public long ScriptMemory { get; init; } = 32 * 1024 * 1024;

    /// <summary>Depth of calls in one script.</summary>
    public int ScriptRecursion { get; init; } = 100;

    public static EngineLimits Default { get; } = new();
}
