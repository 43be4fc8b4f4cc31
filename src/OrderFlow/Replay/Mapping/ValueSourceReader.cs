using System.Text.Json;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Replay.Mapping;

internal static class ValueSourceReader
{
    private static readonly LogType[] Simple = [LogType.Text, LogType.Whole, LogType.Number, LogType.Boolean, LogType.Date];

    /// <summary>Null: the member is absent.</summary>
    public static ValueSource? Member(MapCursor at, string name) => at.Member(name) is { } member ? Read(member) : null;

    /// <summary>Null: the member is absent.</summary>
    public static IReadOnlyDictionary<string, ValueSource>? Members(MapCursor at, string name) =>
        at.Member(name)?.Members().Select(member => (member.Name, Source: Read(member.At)))
            .Where(member => member.Source is not null)
            .ToDictionary(member => member.Name, member => member.Source!);

    private static ValueSource? Read(MapCursor at)
    {
        if (!at.IsObject("case", "event", "value", "as", "map", "otherwise"))
            return null;
        var hasValue = at.Element.TryGetProperty("value", out var value);
        var (fromCase, fromEvent) = (at.Member("case"), at.Member("event"));
        if ((fromCase is null ? 0 : 1) + (fromEvent is null ? 0 : 1) + (hasValue ? 1 : 0) != 1)
        {
            at.Problem("Expected exactly one of case, event, value.");
            return null;
        }
        var source = new ValueSource
        {
            Origin = fromCase is not null ? ValueOrigin.Case : fromEvent is not null ? ValueOrigin.Event : ValueOrigin.Fixed,
            Key = (fromCase ?? fromEvent)?.Text() ?? "",
            Value = value,
            As = at.Member("as") is { } type ? ReadType(type) : null,
            Map = at.Member("map")?.Members().ToDictionary(member => member.Name, member => member.At.Element),
            Otherwise = at.Element.TryGetProperty("otherwise", out var otherwise) ? otherwise : null,
        };
        if (source is { As: not null, Map: not null })
            at.Problem("A map goes by the attribute's text; 'as' has no meaning beside it.");
        return source;
    }

    private static LogType? ReadType(MapCursor at)
    {
        var named = at.Element.ValueKind == JsonValueKind.String ? LogTypes.Named(at.Element.GetString()) : null;
        if (named is { } type && Simple.Contains(type))
            return type;
        at.Problem($"Expected one of {string.Join(", ", Simple.Select(simple => simple.XesName()))}, but found {at.Found}.");
        return null;
    }
}
