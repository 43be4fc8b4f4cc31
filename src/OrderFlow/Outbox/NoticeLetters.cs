using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.Mail;
using OrderFlow.Persistence;
using OrderFlow.Tasks;

namespace OrderFlow.Outbox;

/// <summary>
/// Mails about tasks, in the language and time of each person. A notice to several people becomes a letter for each, so that
/// one bad address keeps nobody else waiting and nobody hears twice. Nobody hears that a task waits which is not open any more.
/// </summary>
internal sealed class NoticeLetters(IDbContextFactory<OrderFlowDb> dbs, IMailSender sender, Recipients recipients, TimeProvider clock)
{
    public async Task<LetterFate> SendAsync(OutboxLetter letter, CancellationToken cancel)
    {
        var notice = JsonSerializer.Deserialize(letter.Payload, StoreJson.Default.NotifyTask)!;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == notice.TaskId, cancel) is not { } task || (task.State != TaskState.Open && !IsOfClosed(notice.Kind))) return new LetterFate.Done();
        if (notice.Recipients is not [var one] || !one.StartsWith(Recipients.UserPrefix, StringComparison.Ordinal)) return await SpreadAsync(letter, notice, db, cancel);

        if (await recipients.PersonAsync(one[Recipients.UserPrefix.Length..], cancel) is not { Email: { Length: > 0 } address } person)
            return new LetterFate.Dead($"'{task.Title}': no active person with a mail address is {one}.");
        var workflow = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == task.DefinitionId && d.IsLatest).Select(d => d.Name).FirstOrDefaultAsync(cancel);
        var mail = NoticeMail.Compose(notice, task, workflow ?? task.DefinitionId, person, clock.GetUtcNow());
        return (await MailLetters.SendAsync(sender, mail.To(letter.Id, address), cancel)).Fate;
    }

    /// <summary>What these say holds of a task that is over too.</summary>
    public static bool IsOfClosed(NoticeKind kind) => kind is NoticeKind.Copied or NoticeKind.Mentioned or NoticeKind.Returned or NoticeKind.Answered;

    // The letters of the people and the end of this one are one transaction: no notice is lost or doubled in between.
    private async Task<LetterFate> SpreadAsync(OutboxLetter letter, NotifyTask notice, OrderFlowDb db, CancellationToken cancel)
    {
        var people = await recipients.PeopleAsync(notice.Recipients, cancel);
        if (people.Count == 0) return new LetterFate.Dead($"Nobody to tell of task '{notice.TaskId}': no active person with a mail address is {string.Join(", ", notice.Recipients)}.");
        var now = clock.GetUtcNow();
        var letters = people.Select(person => new OutboxRow
        {
            Id = letter.IdFor(person.Name),
            Kind = OutboxKind.Notice,
            InstanceId = letter.InstanceId,
            Payload = PackedJson.Pack(JsonSerializer.SerializeToUtf8Bytes(notice with { Recipients = [Recipients.UserPrefix + person.Name] }, StoreJson.Default.NotifyTask)),
            NextTryAt = now,
            CreatedAt = now,
        }).ToList();
        var known = await db.Outbox.Where(o => letters.Select(l => l.Id).Contains(o.Id)).Select(o => o.Id).ToListAsync(cancel);
        db.Outbox.AddRange(letters.Where(l => !known.Contains(l.Id)));
        await db.SaveChangesAsync(cancel);
        return new LetterFate.Done();
    }
}
