namespace OrderFlow.Replay.Xes;

internal static class LogAttributes
{
    /// <summary>Null: the attribute is missing or empty.</summary>
    public static string? TextOf(this IReadOnlyDictionary<string, LogValue> attributes, string key) =>
        attributes.TryGetValue(key, out var value) && value.Text.Length > 0 ? value.Text : null;
}
