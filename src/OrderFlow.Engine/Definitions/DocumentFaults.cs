using System.Text.Json;

namespace OrderFlow.Engine.Definitions;

/// <summary>What makes a document unreadable although it is JSON.</summary>
internal static class DocumentFaults
{
    /// <summary>The first of them; null: none.</summary>
    public static Finding? Find(JsonElement element, string pointer = "")
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in element.EnumerateArray())
                    if (Find(item, $"{pointer}/{i++}") is { } inner) return inner;
                return null;
            case JsonValueKind.Object:
                return InMembers(element, pointer);
            case JsonValueKind.String:
                return IsBroken(element) ? Findings.HalfCharacter(pointer) : null;
            default:
                return null;
        }
    }

    // Which of two members counts is nothing to guess about; and JsonNode would throw at some later moment.
    private static Finding? InMembers(JsonElement element, string pointer)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                return Findings.HalfCharacter(pointer);
            }

            var here = $"{pointer}/{JsonPointer.Escape(name)}";
            if (!seen.Add(name)) return Findings.DuplicateMember(here);
            if (Find(member.Value, here) is { } inner) return inner;
        }

        return null;
    }

    // "\ud800" alone: no text of .NET and none of PostgreSQL is made of half a character.
    private static bool IsBroken(JsonElement element)
    {
        if (!element.GetRawText().Contains("\\u", StringComparison.Ordinal)) return false;
        try
        {
            _ = element.GetString();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
