using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>What came of a command to a definition.</summary>
public abstract record DefinitionResult
{
    private DefinitionResult() { }

    /// <summary>It is committed.</summary>
    /// <param name="Version">As it is now.</param>
    /// <param name="Findings">Warnings, and for a draft errors too: it is kept all the same.</param>
    public sealed record Done(DefinitionVersion Version, IReadOnlyList<Finding> Findings) : DefinitionResult
    {
        /// <summary>The request to publish that this change of the draft has taken back; null: none.</summary>
        public PublishRequest? TakenBack { get; init; }
    }

    /// <summary>The draft is committed, but not published: that waits for a second person (202).</summary>
    /// <param name="Version">The draft.</param>
    /// <param name="Request">Who asked, when: perhaps somebody else before.</param>
    /// <param name="Findings">Warnings.</param>
    public sealed record Waiting(DefinitionVersion Version, PublishRequest Request, IReadOnlyList<Finding> Findings) : DefinitionResult;

    /// <summary>Nothing has changed, for a reason that one sentence says.</summary>
    /// <param name="Reason">For the caller: what was expected, and what was found.</param>
    public abstract record Refused(FormattableString Reason) : DefinitionResult
    {
        /// <summary>In English, for consoles and logs.</summary>
        public string Message => FormattableString.Invariant(Reason);
    }

    /// <summary>No such definition or version (404).</summary>
    public sealed record NotFound(FormattableString Reason) : Refused(Reason);

    /// <summary>It is not in the state for that (409).</summary>
    public sealed record Conflict(FormattableString Reason) : Refused(Reason);

    /// <summary>This person may not do it (403).</summary>
    public sealed record NotAllowed(FormattableString Reason) : Refused(Reason);

    /// <summary>Somebody else has changed it since it was read (409). Nothing is saved.</summary>
    /// <param name="By">Name of the user; null: the system.</param>
    public sealed record Stale(string? By, DateTimeOffset At) : DefinitionResult;

    /// <summary>The definition does not publish, or is none at all (422): everything that is wrong with it.</summary>
    public sealed record Invalid(IReadOnlyList<Finding> Findings) : DefinitionResult;
}
