using OrderFlow.Engine.Execution;

namespace OrderFlow.Mail;

/// <summary>A mail ready to be sent.</summary>
/// <param name="Id">Of its outbox row; makes the Message-ID, the same at every attempt, so that a receiver can drop a repeat.</param>
/// <param name="From">Null: the configured sender.</param>
/// <param name="Html">The body, as HTML.</param>
/// <param name="Text">The same as plain text; null: made from the HTML by leaving out its tags.</param>
public sealed record OutgoingMail(
    Guid Id,
    string? From,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    IReadOnlyList<string> Bcc,
    string Subject,
    string Html,
    string? Text = null)
{
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}
