using System.Text.Json;

namespace OrderFlow.Replay.Mapping;

/// <summary>A place in a mapping file. Notes what is wrong there and goes on, so that one reading finds everything.</summary>
internal readonly record struct MapCursor(JsonElement Element, string Pointer, List<MapProblem> Problems)
{
    public void Problem(string message) => Problems.Add(new MapProblem(Pointer, message));

    /// <summary>False, with a problem noted: it is no object. Members other than these are problems; "description" is always allowed.</summary>
    public bool IsObject(params ReadOnlySpan<string> allowed)
    {
        if (!IsAnyObject())
            return false;
        foreach (var member in Element.EnumerateObject())
        {
            if (member.Name is not ("description" or "$schema") && !allowed.Contains(member.Name))
                At(member).Problem($"Unknown member '{member.Name}'; expected one of {string.Join(", ", allowed)}.");
        }
        return true;
    }

    public bool IsAnyObject() => Is(JsonValueKind.Object, "an object");

    /// <summary>Null: absent or JSON null.</summary>
    public MapCursor? Member(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
            ? this with { Element = found, Pointer = $"{Pointer}/{Escape(name)}" }
            : null;

    /// <summary>The member, which must be there.</summary>
    public MapCursor? Required(string name)
    {
        var member = Member(name);
        if (member is null)
            Problem($"'{name}' is missing.");
        return member;
    }

    public IEnumerable<(string Name, MapCursor At)> Members()
    {
        var self = this;
        return IsAnyObject() ? Element.EnumerateObject().Select(member => (member.Name, self.At(member))).ToList() : [];
    }

    /// <summary>Empty, with a problem noted: it is no array.</summary>
    public IEnumerable<MapCursor> Items()
    {
        var self = this;
        return Is(JsonValueKind.Array, "an array")
            ? Element.EnumerateArray().Select((item, index) => self with { Element = item, Pointer = $"{self.Pointer}/{index}" }).ToList()
            : [];
    }

    /// <summary>Null, with a problem noted: it is no text, or an empty one.</summary>
    public string? Text()
    {
        if (Element.ValueKind == JsonValueKind.String && Element.GetString() is { Length: > 0 } text)
            return text;
        Problem($"Expected a text, but found {Found}.");
        return null;
    }

    /// <summary>One text, or an array of at least one.</summary>
    public IReadOnlyList<string> Texts()
    {
        if (Element.ValueKind != JsonValueKind.Array)
            return Text() is { } one ? [one] : [];
        if (Element.GetArrayLength() == 0)
            Problem("Expected at least one text.");
        return Items().Select(item => item.Text()).OfType<string>().ToList();
    }

    /// <summary>The enum's member of that name in camel case; null, with a problem noted: none.</summary>
    public T? Choice<T>() where T : struct, Enum
    {
        var text = Element.ValueKind == JsonValueKind.String ? Element.GetString() : null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text)
                return value;
        }
        Problem($"Expected one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}, but found {Found}.");
        return null;
    }

    /// <summary>What stands here, short enough for a sentence.</summary>
    public string Found => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Element.GetRawText() is { Length: > 60 } text ? $"{text[..60]}…" : Element.GetRawText(),
    };

    private bool Is(JsonValueKind kind, string name)
    {
        if (Element.ValueKind == kind)
            return true;
        Problem($"Expected {name}, but found {Found}.");
        return false;
    }

    private MapCursor At(JsonProperty member) => this with { Element = member.Value, Pointer = $"{Pointer}/{Escape(member.Name)}" };

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
