using System.Globalization;
using System.Text.Json.Nodes;

namespace OrderFlow.Replay.Xes;

/// <summary>The value of a log attribute, in the log's own spelling: an amount keeps every digit that was written.</summary>
/// <param name="Type">As declared, not checked: "abc" may call itself a number.</param>
/// <param name="Text">Empty for lists and containers.</param>
/// <param name="Children">Items of a list, members of a container, or notes nested below a simple value. Usually empty.</param>
public sealed record LogValue(LogType Type, string Text, IReadOnlyList<KeyValuePair<string, LogValue>> Children)
{
    /// <summary>The value as JSON, by the type that the log declares. False: the text does not fit the type, and <paramref name="json"/> is null.</summary>
    public bool TryGetJson(out JsonNode? json)
    {
        json = Type switch
        {
            LogType.Text or LogType.Id => JsonValue.Create(Text),
            LogType.Date => LogTime.TryParse(Text, out var time) ? JsonValue.Create(time) : null,
            LogType.Whole => long.TryParse(Text, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null,
            LogType.Number => NumberOf(Text),
            LogType.Boolean => BooleanOf(Text),
            LogType.List => Children.Count == 0 ? new JsonArray() : ListOf(Children),
            LogType.Container => ContainerOf(Children),
        };
        return json is not null;
    }

    private static JsonValue? NumberOf(string text)
    {
        // Through decimal, so that 0.1 stays 0.1; what decimal cannot hold goes through double. NaN and INF have no JSON.
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
            return JsonValue.Create(exact);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide) && double.IsFinite(wide) ? JsonValue.Create(wide) : null;
    }

    private static JsonValue? BooleanOf(string text) => text switch
    {
        "true" or "1" => JsonValue.Create(true),
        "false" or "0" => JsonValue.Create(false),
        _ => null,
    };

    private static JsonArray? ListOf(IReadOnlyList<KeyValuePair<string, LogValue>> items)
    {
        var array = new JsonArray();
        foreach (var (_, item) in items)
        {
            if (!item.TryGetJson(out var json))
                return null;
            array.Add(json);
        }
        return array;
    }

    private static JsonObject? ContainerOf(IReadOnlyList<KeyValuePair<string, LogValue>> members)
    {
        var json = new JsonObject();
        foreach (var (key, member) in members)
        {
            if (!member.TryGetJson(out var value))
                return null;
            json[key] = value;
        }
        return json;
    }
}
