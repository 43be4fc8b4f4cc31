using MailKit.Net.Smtp;
using MimeKit;

namespace OrderFlow.Mail;

/// <summary>An SMTP connection on which one address that is refused does not keep the mail from the others.</summary>
internal sealed class SmtpSession : SmtpClient
{
    /// <summary>The recipients that were refused while others were taken.</summary>
    public List<RefusedRecipient> Refused { get; } = [];

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Refused.Add(new RefusedRecipient(mailbox.Address, $"{(int)response.StatusCode} {response.Response}", (int)response.StatusCode >= 500));

    protected override void OnNoRecipientsAccepted(MimeMessage message)
    {
        var reasons = string.Join("; ", Refused.Select(r => $"{r.Address}: {r.Reason}"));
        // One that may be taken later is reason enough to try again.
        if (Refused.TrueForAll(r => r.IsForGood)) throw new MailRefusedException($"The mail server refuses it: {reasons}");
        throw new IOException($"The mail server takes it for nobody now: {reasons}");
    }
}
