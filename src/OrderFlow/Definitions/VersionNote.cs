using OrderFlow.Persistence;

namespace OrderFlow.Definitions;

/// <summary>What was changed in a version and why, in the words of who changed it.</summary>
internal static class VersionNote
{
    /// <summary>In characters.</summary>
    public const int Longest = 1000;

    /// <summary>As it is kept; null: none.</summary>
    public static string? Kept(string? note) => string.IsNullOrWhiteSpace(note) ? null : StoredText.Clean(note.Trim());

    /// <summary>Null: it can be kept.</summary>
    public static DefinitionResult? Fault(string? note) =>
        note?.Length > Longest ? new DefinitionResult.Conflict($"A note has at most {Longest} characters, but this one has {note.Length}.") : null;
}
