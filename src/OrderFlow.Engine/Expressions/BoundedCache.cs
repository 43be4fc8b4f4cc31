using System.Collections.Concurrent;

namespace OrderFlow.Engine.Expressions;

/// <summary>Parsed texts by their text. Full: all is dropped and parsed again when asked for, which no caller notices but by time.</summary>
internal sealed class BoundedCache<T>(int capacity, Func<string, T> make)
{
    // What is this long is rare and would hold on to memory that many short texts could use.
    private const int LongText = 32 * 1024;

    private readonly ConcurrentDictionary<string, T> items = new(StringComparer.Ordinal);

    public T Get(string text)
    {
        if (items.TryGetValue(text, out var found)) return found;
        var made = make(text);
        if (text.Length > LongText) return made;
        if (items.Count >= capacity) items.Clear();
        items[text] = made;
        return made;
    }
}
