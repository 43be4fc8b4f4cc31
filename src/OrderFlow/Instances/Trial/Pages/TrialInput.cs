using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Instances.Trial.Pages;

/// <summary>A value that a person types for an input or variable.</summary>
/// <param name="name">By which the workflow knows it.</param>
/// <param name="type">As the definition declares it.</param>
public sealed class TrialInput(string name, string label, string? about, string type, bool isArray, JsonNode? preset)
{
    public string Name => name;
    public string Label => label;
    public string? About => about;
    public bool IsBoolean => type == "Boolean" && !isArray;

    /// <summary>More than one line may be needed: a list, or something with members.</summary>
    public bool IsLong => isArray || !IsPlain;

    public string Text { get; set; } = preset switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => preset.ToJsonString(),
    };

    private bool IsPlain => type is "String" or "Boolean" or "Decimal" or "Double" or "Single" or "Int32" or "Int64" or "Int16" or "Guid" or "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri";

    /// <summary>Null: nothing was typed, and the workflow takes its default. What is not of the type is left as text: the engine says what is wrong with it.</summary>
    public JsonElement? Value => Text.Trim().Length == 0 ? null : type == "String" && !isArray ? JsonSerializer.SerializeToElement(Text) : JsonOr(Text);

    /// <summary>JSON where it is some, else the text itself; undefined: nothing was typed.</summary>
    public static JsonElement JsonOr(string text)
    {
        if (text.Trim().Length == 0) return default;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    /// <summary>A moment on a person's clock, in UTC. What no clock can show is the first or last moment of all, which no dry run takes.</summary>
    public static DateTimeOffset MomentOf(DateTime local, TimeZoneInfo zone) => local.Year switch
    {
        <= 1 => DateTimeOffset.MinValue,
        >= 9999 => DateTimeOffset.MaxValue,
        _ => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime(),
    };

    public static Dictionary<string, JsonElement> ValuesOf(IEnumerable<TrialInput> inputs) =>
        inputs.Where(i => i.Value is not null).ToDictionary(i => i.Name, i => i.Value!.Value);
}
