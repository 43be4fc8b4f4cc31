using System.Net;
using System.Text.RegularExpressions;
using MimeKit;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Mail;

/// <summary>Turns a mail into a MIME message (RFC 5322).</summary>
internal static partial class MailMessages
{
    /// <exception cref="MailRefusedException">An address cannot be read, or there is no recipient.</exception>
    public static MimeMessage Build(OutgoingMail mail, string defaultFrom)
    {
        var message = new MimeMessage { Subject = OneLine(mail.Subject), MessageId = $"{mail.Id:n}@orderflow" };
        message.From.Add(Address(mail.From is { Length: > 0 } from ? from : defaultFrom));
        message.To.AddRange(mail.To.Select(Address));
        message.Cc.AddRange(mail.Cc.Select(Address));
        message.Bcc.AddRange(mail.Bcc.Select(Address));
        if (message.To.Count + message.Cc.Count + message.Bcc.Count == 0) throw new MailRefusedException($"Mail '{mail.Subject}' has no recipient.");
        // Answers by machines would come back to a workflow that does not expect them.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var body = new BodyBuilder { HtmlBody = mail.Html, TextBody = mail.Text ?? PlainText(mail.Html) };
        foreach (var file in mail.Attachments)
            body.Attachments.Add(OneLine(file.FileName) is { Length: > 0 } name ? name : "attachment", Convert.FromBase64String(file.Content), TypeOf(file));
        message.Body = body.ToMessageBody();
        return message;
    }

    // A mail within a mail, or parts within one, would be read and not carried.
    private static ContentType TypeOf(MailAttachment file) =>
        ContentType.TryParse(file.ContentType, out var type) && type.MediaType.ToLowerInvariant() is not ("multipart" or "message") ? type : new ContentType("application", "octet-stream");

    private static MailboxAddress Address(string text) =>
        MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal)
            ? address
            : throw new MailRefusedException($"'{text}' is not a mail address.");

    // A line break in a subject would end the header.
    private static string OneLine(string text) => Breaks().Replace(text, " ").Trim();

    private static string PlainText(string html) => WebUtility.HtmlDecode(Tags().Replace(LineTags().Replace(html, "\n"), "")).Trim();

    [GeneratedRegex(@"[\r\n]+")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"<(br|/p|/div|/tr|/h\d)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex LineTags();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
