using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OrderFlow.Persistence;

/// <summary>Text as PostgreSQL can take it. What people and scripts write may hold characters that it refuses, or be too long for an index.</summary>
internal static class StoredText
{
    /// <summary>In characters; three times as many bytes still fit into an index beside other columns.</summary>
    public const int KeyLength = 300;

    private static readonly SearchValues<char> Suspicious = SearchValues.Create([.. SuspiciousChars()]);

    /// <summary>Without NUL and halves of surrogate pairs, each replaced by U+FFFD.</summary>
    public static string Clean(string text) =>
        text.AsSpan().ContainsAny(Suspicious) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD') : text;

    /// <inheritdoc cref="Clean(string)"/>
    public static string? CleanOrNull(string? text) => text is null ? null : Clean(text);

    /// <summary>A name by which rows are found: a long one is cut, with its hash at the end, so that it stays itself.</summary>
    public static string Key(string text)
    {
        var clean = Clean(text);
        if (clean.Length <= KeyLength) return clean;
        // The cut may fall between the halves of a pair.
        return Clean(clean[..(KeyLength - 65)]) + '#' + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clean)));
    }

    /// <inheritdoc cref="Key(string)"/>
    public static string? KeyOrNull(string? text) => text is null ? null : Key(text);

    private static IEnumerable<char> SuspiciousChars() => Enumerable.Range(0xD800, 0x800).Select(c => (char)c).Prepend('\0');
}
