using System.Text.Json;
using MimeKit;
using OrderFlow.Engine.Execution;
using OrderFlow.Mail;
using OrderFlow.Outbox;
using OrderFlow.Persistence;
using OrderFlow.Tasks;

namespace OrderFlow.Instances.Trial;

/// <summary>
/// Writes the letters that the bursts of a dry run leave, with the texts and addresses of the real outbox, and lays them aside
/// instead of sending them. A workflow that waits for its mail hears that it was taken over.
/// </summary>
internal sealed class TrialMails(TrialDoor door, TrialPost post, string defaultFrom)
{
    /// <summary>All that bursts have left, and what comes of it in turn.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        while (door.Stopped is null && door.World.Letters.TryDequeue(out var waiting))
        {
            switch (waiting.Letter)
            {
                case SendMail mail:
                    await WriteAsync(waiting.Entry, mail, cancel);
                    break;
                case NotifyTask notice:
                    await WriteAsync(waiting.Entry, notice, cancel);
                    break;
                default:
                    throw new InvalidOperationException($"Expected a letter, but got {waiting.Letter.GetType().Name}.");
            }
        }
    }

    private async Task WriteAsync(TrialEntry entry, SendMail send, CancellationToken cancel)
    {
        var (mail, nobody) = await door.Lookups.Recipients.AddressAsync(send.Id, send.Content, cancel);
        var content = send.Content;
        var written = Written(mail ?? new OutgoingMail(send.Id, content.From, content.To, content.Cc, content.Bcc, content.Subject, content.Body) { Attachments = content.Attachments }, null, null, nobody);
        entry.Mails.Add(written);
        if (send.BookmarkId is not { } bookmark) return;
        var fate = JsonSerializer.SerializeToElement(new MailResult(written.Failure), StoreJson.Default.MailResult);
        var (left, _) = await door.ApplyAsync(entry.Instance, new ResumeBookmark(bookmark, fate), cancel);
        await post.DrainAsync(left, cancel);
    }

    // Nobody hears that a task waits which is not open any more.
    private async Task WriteAsync(TrialEntry entry, NotifyTask notice, CancellationToken cancel)
    {
        var task = door.World.Tasks.Row(notice.TaskId);
        if (task.State != TaskState.Open && !NoticeLetters.IsOfClosed(notice.Kind)) return;
        var people = await door.Lookups.Recipients.PeopleAsync(notice.Recipients, cancel);
        if (people.Count == 0)
        {
            entry.Failures.Add($"Nobody to tell of '{task.Title}': no active person with a mail address is {string.Join(", ", notice.Recipients)}.");
            return;
        }

        var workflow = await door.Lookups.NameAsync(task.DefinitionId, door.Tried, cancel);
        foreach (var person in people)
            entry.Mails.Add(Written(NoticeMail.Compose(notice, task, workflow, person, door.Now).To(notice.Id, person.Email!), notice.Kind, person.DisplayName, null));
    }

    // Made into the very message that a mail server would get: an address that cannot be read shows here, too.
    private TrialMail Written(OutgoingMail mail, NoticeKind? kind, string? person, string? nobody)
    {
        try
        {
            if (nobody is not null) throw new MailRefusedException(nobody);
            using var message = MailMessages.Build(mail, defaultFrom);
            return new TrialMail(
                door.Now, kind, person, Addresses(message.To), Addresses(message.Cc), Addresses(message.Bcc), message.From.ToString(), message.Subject ?? "",
                message.HtmlBody ?? "", message.TextBody ?? "", [.. mail.Attachments.Select(a => a.FileName)], null);
        }
        catch (MailRefusedException refused)
        {
            return new TrialMail(door.Now, kind, person, mail.To, mail.Cc, mail.Bcc, mail.From ?? defaultFrom, mail.Subject, mail.Html, mail.Text ?? "", [.. mail.Attachments.Select(a => a.FileName)], refused.Message);
        }
    }

    private static IReadOnlyList<string> Addresses(InternetAddressList list) => [.. list.Mailboxes.Select(m => m.Address)];
}
