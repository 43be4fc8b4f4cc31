using System.Text.Json;
using OrderFlow.Replay.Xes;

namespace OrderFlow.Replay.Mapping;

/// <summary>
/// A value for the workflow, taken from the log:
/// <code>
/// { "case": "Amount" }                                     attribute of the trace
/// { "event": "org:role" }                                  attribute of the event
/// { "value": 3 }                                           always the same
/// { "case": "Amount", "as": "float" }                      read as another type than the log declares: string, int, float, boolean, date
/// { "event": "org:role", "map": { "ADM": "finance" } }     by the attribute's text
/// { "case": "Amount", "otherwise": 0 }                     when the attribute is missing, is no such type, or is not in the map
/// </code>
/// Without "otherwise" such a case cannot be played.
/// </summary>
public sealed record ValueSource
{
    public required ValueOrigin Origin { get; init; }

    /// <summary>The attribute's key; empty for a fixed value.</summary>
    public string Key { get; init; } = "";

    /// <summary>The fixed value.</summary>
    public JsonElement Value { get; init; }

    /// <summary>Null: as the log declares it.</summary>
    public LogType? As { get; init; }

    /// <summary>Null: the value as it is.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Map { get; init; }

    /// <summary>Null: there is no other value.</summary>
    public JsonElement? Otherwise { get; init; }

    /// <summary>Null: the log has no such value, and <paramref name="problem"/> says why.</summary>
    public JsonElement? From(LogCase one, LogEvent at, out string? problem)
    {
        problem = null;
        return Origin switch
        {
            ValueOrigin.Fixed => Value,
            ValueOrigin.Case => Read(one.Attributes, "The case", out problem) ?? Fallback(ref problem),
            ValueOrigin.Event => Read(at.Attributes, $"Event {at.Number} ('{at.Name}')", out problem) ?? Fallback(ref problem),
        };
    }

    private JsonElement? Fallback(ref string? problem)
    {
        if (Otherwise is not null)
            problem = null;
        return Otherwise;
    }

    private JsonElement? Read(IReadOnlyDictionary<string, LogValue> attributes, string owner, out string? problem)
    {
        problem = null;
        if (!attributes.TryGetValue(Key, out var found))
            problem = $"{owner} has no attribute '{Key}'.";
        else if (Map is not null)
        {
            if (Map.TryGetValue(found.Text, out var mapped))
                return mapped;
            problem = $"{owner} has '{Key}' = '{found.Text}', which is not in the map.";
        }
        else
        {
            var type = As ?? found.Type;
            if ((found with { Type = type }).TryGetJson(out var json))
                return JsonSerializer.SerializeToElement(json);
            problem = $"{owner} has '{Key}' = '{found.Text}', which is no {type.XesName()}.";
        }
        return null;
    }
}

public enum ValueOrigin
{
    Case,
    Event,
    Fixed,
}
