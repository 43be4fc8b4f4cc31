using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>The body of a request, written as its content type asks.</summary>
internal static class HttpBodies
{
    /// <summary>
    /// Body and content type. An object is written as form fields where the type is a form's, else as JSON. Without a type, text is
    /// plain text and all else JSON (Elsa 3.7 sends nothing then); a blank one is JSON, as in Elsa.
    /// </summary>
    /// <param name="id">Makes the boundary between the parts of a form: the same at every attempt.</param>
    public static (string? Body, string? Type) Of(JsonElement content, string? type, Guid id)
    {
        if (JsonValues.AsString(content) is not { } text) return (null, null);
        if (type is null) return (text, content.ValueKind == JsonValueKind.String ? "text/plain" : "application/json");
        if (string.IsNullOrWhiteSpace(type)) return (text, "application/json");
        if (IsMedia(type, "application/x-www-form-urlencoded") && Fields(content) is { } fields)
            return (string.Join('&', fields.Select(f => $"{Escaped(f.Key)}={Escaped(f.Value)}")), type);
        return IsMedia(type, "multipart/form-data") && Fields(content) is { } parts ? (Multipart(parts, id), $"multipart/form-data; boundary={id:n}") : (text, type);
    }

    private static bool IsMedia(string type, string media) => type.Split(';')[0].Trim().Equals(media, StringComparison.OrdinalIgnoreCase);

    // Null: no object, nor the JSON text of one; it is sent as it is.
    private static Dictionary<string, string>? Fields(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String && (!JsonValues.TryParse(content.GetString()!, out content, out _) || content.ValueKind != JsonValueKind.Object)) return null;
        return content.ValueKind == JsonValueKind.Object ? JsonValues.AsDictionary(content).ToDictionary(f => f.Key, f => JsonValues.AsString(f.Value) ?? "") : null;
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static string Multipart(Dictionary<string, string> parts, Guid id)
    {
        var written = parts.Select(p => $"--{id:n}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=\"{Quoted(p.Key)}\"\r\n\r\n{p.Value}\r\n");
        return string.Concat([.. written, $"--{id:n}--\r\n"]);
    }

    // As browsers do: a quote or line break would end the header.
    private static string Quoted(string name) =>
        name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
