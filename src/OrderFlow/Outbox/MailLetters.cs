using System.Text.Json;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting;
using OrderFlow.Mail;
using OrderFlow.Persistence;

namespace OrderFlow.Outbox;

/// <summary>Mails that workflows send.</summary>
internal sealed class MailLetters(IMailSender sender, Recipients recipients, LetterAnswers answers, OutboxBox box)
{
    /// <summary>A workflow that waits for its mail has a way of its own for errors, so it is not kept waiting for long.</summary>
    private const int AttemptsWhileWaiting = 3;

    public async Task<LetterFate> SendAsync(OutboxLetter letter, CancellationToken cancel)
    {
        var mail = JsonSerializer.Deserialize(letter.Payload, StoreJson.Default.SendMail)!;
        if (mail.BookmarkId is not { } bookmark) return await SendAsync(letter, mail.Content, cancel);

        var fate = await SendAsync(letter, mail.Content, cancel);
        var failure = fate switch
        {
            LetterFate.Again again => again.Reason,
            LetterFate.Dead dead => dead.Reason,
            _ => null,
        };
        if (fate is LetterFate.Again && letter.Attempt < AttemptsWhileWaiting) return fate;
        await answers.ResumeAsync(letter.InstanceId, bookmark, JsonSerializer.SerializeToElement(new MailResult(failure), StoreJson.Default.MailResult), cancel);
        return failure is null ? fate : new LetterFate.Dead(failure);
    }

    private async Task<LetterFate> SendAsync(OutboxLetter letter, MailContent content, CancellationToken cancel)
    {
        var (mail, nobody) = await recipients.AddressAsync(letter.Id, content, cancel);
        if (mail is null) return new LetterFate.Dead(nobody!);
        var (fate, refused) = await SendAsync(sender, mail, cancel);
        // Before this letter is done with: whoever was not served has one of his own from now on, dead or to be tried again.
        foreach (var one in refused) await LeaveAsync(letter, content, one);
        return fate;
    }

    /// <returns>What becomes of the letter, and for whom it was not taken although it was for others.</returns>
    public static async Task<(LetterFate Fate, IReadOnlyList<RefusedRecipient> Refused)> SendAsync(IMailSender sender, OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            var refused = await sender.SendAsync(mail, cancel);
            Telemetry.MailSent();
            return (new LetterFate.Done(), refused);
        }
        catch (MailRefusedException refused)
        {
            return (new LetterFate.Dead(refused.Message), []);
        }
        catch (IOException notNow)
        {
            return (new LetterFate.Again(notNow.Message), []);
        }
    }

    private Task LeaveAsync(OutboxLetter letter, MailContent content, RefusedRecipient refused)
    {
        var id = letter.IdFor(refused.Address);
        var mail = new SendMail(id, content with { To = [refused.Address], Cc = [], Bcc = [] });
        return box.AddAsync(new OutboxLetter(id, OutboxKind.Mail, letter.InstanceId, JsonSerializer.SerializeToUtf8Bytes(mail, StoreJson.Default.SendMail), 1), $"{refused.Address}: {refused.Reason}", refused.IsForGood);
    }
}
