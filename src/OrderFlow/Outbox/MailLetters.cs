using System.Text.Json;
using OrderFlow.Hosting;
using OrderFlow.Mail;
using OrderFlow.Persistence;

namespace OrderFlow.Outbox;

/// <summary>Mails that workflows send.</summary>
internal sealed class MailLetters(IMailSender sender, Recipients recipients)
{
    public async Task<LetterFate> SendAsync(OutboxLetter letter, CancellationToken cancel)
    {
        var content = JsonSerializer.Deserialize(letter.Payload, StoreJson.Default.SendMail)!.Content;
        var (to, unknown) = await recipients.AddressesAsync([.. content.To], cancel);
        var (cc, _) = await recipients.AddressesAsync([.. content.Cc], cancel);
        var (bcc, _) = await recipients.AddressesAsync([.. content.Bcc], cancel);
        // Who has left or has no address must not keep the mail from the others.
        if (to.Count + cc.Count + bcc.Count == 0)
            return new LetterFate.Dead($"Nobody to send '{content.Subject}' to: {(unknown.Count == 0 ? "it names no recipient" : $"no active person with a mail address is {string.Join(", ", unknown)}")}.");
        return await SendAsync(sender, new OutgoingMail(letter.Id, content.From, to, cc, bcc, content.Subject, content.Body), cancel);
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
