using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>Members by name; Elsa reads them in any case, and what is copied from Studio's code view is written in Pascal case.</summary>
public static class JsonMembers
{
    /// <summary>The member of this very name counts before one in another case; null: none, or JSON null.</summary>
    public static JsonNode? Member(this JsonObject source, string name) =>
        source.TryGetPropertyValue(name, out var exact) ? exact : source.NameOf(name) is { } other ? source[other] : null;

    /// <summary>The name as it is written; null: there is no such member.</summary>
    public static string? NameOf(this JsonObject source, string name)
    {
        if (source.ContainsKey(name)) return name;
        foreach (var (other, _) in source)
            if (string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) return other;
        return null;
    }
}
