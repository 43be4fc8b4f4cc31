using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting;
using OrderFlow.Mail;
using OrderFlow.Persistence;

namespace OrderFlow.Outbox;

/// <summary>Mails that workflows send.</summary>
internal sealed class MailLetters(IMailSender sender, Recipients recipients, LetterAnswers answers)
{
    /// <summary>A workflow that waits for its mail has a way of its own for errors, so it is not kept waiting for long.</summary>
    private const int AttemptsWhileWaiting = 3;

    public async Task<LetterFate> SendAsync(OutboxLetter letter, CancellationToken cancel)
    {
        var mail = JsonSerializer.Deserialize(letter.Payload, StoreJson.Default.SendMail)!;
        if (mail.BookmarkId is not { } bookmark) return await SendAsync(letter, mail.Content, cancel);

        // Asked before and not after: a mail that was sent must not be sent again because nobody may hear of it yet.
        if (await answers.IsHeldAsync(letter.InstanceId, cancel)) return new LetterFate.Postponed("The instance is suspended.");
        var fate = await SendAsync(letter, mail.Content, cancel);
        var failure = fate switch
        {
            LetterFate.Again again => again.Reason,
            LetterFate.Dead dead => dead.Reason,
            _ => null,
        };
        if (fate is LetterFate.Again && letter.Attempt < AttemptsWhileWaiting) return fate;
        var told = await answers.ResumeAsync(letter.InstanceId, bookmark, JsonSerializer.SerializeToElement(new MailResult(failure), StoreJson.Default.MailResult), cancel);
        return told is LetterFate.Done && failure is not null ? new LetterFate.Dead(failure) : told;
    }

    private async Task<LetterFate> SendAsync(OutboxLetter letter, MailContent content, CancellationToken cancel)
    {
        var (to, unknown) = await recipients.AddressesAsync([.. content.To], cancel);
        var (cc, _) = await recipients.AddressesAsync([.. content.Cc], cancel);
        var (bcc, _) = await recipients.AddressesAsync([.. content.Bcc], cancel);
        // Who has left or has no address must not keep the mail from the others.
        if (to.Count + cc.Count + bcc.Count == 0)
            return new LetterFate.Dead($"Nobody to send '{content.Subject}' to: {(unknown.Count == 0 ? "it names no recipient" : $"no active person with a mail address is {string.Join(", ", unknown)}")}.");
        return await SendAsync(sender, new OutgoingMail(letter.Id, content.From, to, cc, bcc, content.Subject, content.Body) { Attachments = content.Attachments }, cancel);
    }

    public static async Task<LetterFate> SendAsync(IMailSender sender, OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            await sender.SendAsync(mail, cancel);
            Telemetry.MailSent();
            return new LetterFate.Done();
        }
        catch (MailRefusedException refused)
        {
            return new LetterFate.Dead(refused.Message);
        }
        catch (IOException notNow)
        {
            return new LetterFate.Again(notNow.Message);
        }
    }
}
