using System.Text;
using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// What SendEmail takes for attachments: a list, or a single one, of files with FileName, ContentType and Content in base64 (as an
/// HttpEndpoint gives them), of base64 text, or of anything else, which goes as JSON. Unlike Elsa it fetches no address and no path.
/// </summary>
internal static class MailAttachments
{
    private const string Binary = "application/octet-stream";

    /// <exception cref="ActivityFault">One cannot be attached.</exception>
    public static IReadOnlyList<MailAttachment> Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString())) return [];
        return [.. Items.Of(Read(value)).Select((item, index) => One(item, index + 1))];
    }

    // The designer writes an object as text.
    private static JsonElement Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.TrimStart() is ['{', ..] && JsonValues.TryParse(value.GetString()!, out var json, out _) ? json : value;

    private static MailAttachment One(JsonElement item, int number)
    {
        var name = $"Attachment-{number}";
        if (item.ValueKind == JsonValueKind.String) return new MailAttachment(name, Binary, Base64(item, name));
        if (item.ValueKind == JsonValueKind.Object && Member(item, "Content") is { ValueKind: JsonValueKind.String } content)
            return new MailAttachment(Text(item, "FileName") ?? name, Text(item, "ContentType") ?? Binary, Base64(content, Text(item, "FileName") ?? name));
        return new MailAttachment(name, "application/json", Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonValues.AsString(item) ?? "null")));
    }

    private static string Base64(JsonElement content, string name) => content.TryGetBytesFromBase64(out _)
        ? content.GetString()!
        : throw new ActivityFault("Mail", $"'{name}' is not the content of a file in base64; addresses and paths are not fetched.", content);

    private static string? Text(JsonElement item, string member) => Member(item, member) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } found ? found : null;

    private static JsonElement Member(JsonElement item, string name) => item.EnumerateObject().FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
