using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>Takes typed members out of a JSON object; what has the wrong type is a finding and counts as absent.</summary>
internal sealed class MemberReader(JsonObject source, string pointer, List<Finding> findings)
{
    public JsonObject Source => source;
    public string Pointer => pointer;

    public JsonNode? Node(string member) => source.Member(member);

    /// <summary>Where a member stands, by the name that is written there.</summary>
    public string PointerTo(string member) => $"{pointer}/{JsonPointer.Escape(source.NameOf(member) ?? member)}";

    public string? Text(string member)
    {
        switch (source.Member(member))
        {
            case null: return null;
            // PostgreSQL's text holds no NUL, and no name needs one.
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && !value.GetValue<string>().Contains('\0', StringComparison.Ordinal): return value.GetValue<string>();
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number: return value.ToJsonString();
            default:
                findings.Add(Findings.WrongType(PointerTo(member), member, "text"));
                return null;
        }
    }

    public int? Number(string member)
    {
        switch (source.Member(member))
        {
            case null: return null;
            case JsonValue value when value.TryGetValue<int>(out var number): return number;
            case JsonValue value when value.TryGetValue<string>(out var text) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number): return number;
            default:
                findings.Add(Findings.WrongType(PointerTo(member), member, "a whole number"));
                return null;
        }
    }

    public bool Flag(string member) => source.Member(member) switch
    {
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<string>(out var text) => bool.TryParse(text, out var flag) && flag,
        _ => false,
    };

    /// <summary>The objects of an array; absent or null is none.</summary>
    public IEnumerable<MemberReader> Objects(string member)
    {
        if (source.Member(member) is not { } given) yield break;
        var here = PointerTo(member);
        if (given is not JsonArray array)
        {
            findings.Add(Findings.WrongType(here, member, "a list"));
            yield break;
        }

        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is JsonObject item) yield return new MemberReader(item, $"{here}/{i}", findings);
            else findings.Add(Findings.NotAnObject($"{here}/{i}", member));
        }
    }

    public IReadOnlyList<string> Texts(string member) => source.Member(member) is JsonArray array
        ? [.. array.OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.String).Select(v => v.GetValue<string>())]
        : [];
}
