using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>What came of a command to a definition.</summary>
public abstract record DefinitionResult
{
    private DefinitionResult() { }

    /// <summary>It is committed.</summary>
    /// <param name="Version">As it is now.</param>
    /// <param name="Findings">Warnings, and for a draft errors too: it is kept all the same.</param>
    public sealed record Done(DefinitionVersion Version, IReadOnlyList<Finding> Findings) : DefinitionResult;

    /// <summary>No such definition or version (404).</summary>
    public sealed record NotFound(string Message) : DefinitionResult;

    /// <summary>It is not in the state for that (409).</summary>
    public sealed record Conflict(string Message) : DefinitionResult;

    /// <summary>Somebody else has changed it since it was read (409). Nothing is saved.</summary>
    /// <param name="By">Name of the user; null: the system.</param>
    public sealed record Stale(string? By, DateTimeOffset At) : DefinitionResult;

    /// <summary>The definition does not publish, or is none at all (422): everything that is wrong with it.</summary>
    public sealed record Invalid(IReadOnlyList<Finding> Findings) : DefinitionResult;
}
