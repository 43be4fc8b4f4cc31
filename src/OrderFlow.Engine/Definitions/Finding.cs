namespace OrderFlow.Engine.Definitions;

/// <summary>One thing wrong with a definition.</summary>
/// <param name="Severity">An error refuses publication; a warning is shown.</param>
/// <param name="Code">Stable, kebab-case: "unknown-activity-type".</param>
/// <param name="Pointer">JSON pointer (RFC 6901) into the document.</param>
/// <param name="ActivityId">Null: not about one activity.</param>
/// <param name="Activity">What a person reads on the canvas; null: not about one activity.</param>
/// <param name="Message">What is wrong, in English; a host translates by <paramref name="Code"/> and <paramref name="Arguments"/>.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Arguments">The names and values in the message, in order.</param>
public sealed record Finding(
    Severity Severity,
    string Code,
    string Pointer,
    string? ActivityId,
    string? Activity,
    string Message,
    string Fix,
    IReadOnlyList<string> Arguments);

public enum Severity
{
    Error,
    Warning,
}
