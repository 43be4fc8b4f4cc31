using OrderFlow.Engine.Execution;
using OrderFlow.People;
using OrderFlow.Tasks;

namespace OrderFlow.Mail;

/// <summary>A mail about a task, in the words of the person who gets it.</summary>
/// <param name="Text">The same without markup.</param>
internal sealed record NoticeMail(string Subject, string Html, string Text)
{
    /// <param name="workflow">Its name.</param>
    public static NoticeMail Compose(NotifyTask notice, TaskRow task, string workflow, User person, DateTimeOffset now)
    {
        var kind = notice.Kind;
        var texts = new MailTexts(person.Language);
        var due = task.DueAt is { } moment ? texts.Moment(moment, person.TimeZone) : null;
        var subject = kind switch
        {
            NoticeKind.Reminder => due is null ? texts.Get("ReminderSubjectOpen", task.Title) : texts.Get("ReminderSubject", task.Title, due),
            NoticeKind.Overdue => texts.Get("OverdueSubject", task.Title),
            NoticeKind.Escalated => texts.Get("EscalatedSubject", task.Title),
            NoticeKind.Assigned or NoticeKind.Delegated or NoticeKind.OpinionGiven or NoticeKind.Urged or NoticeKind.Asked or NoticeKind.Answered
                or NoticeKind.Copied or NoticeKind.Mentioned or NoticeKind.Returned => texts.Get($"{kind}Subject", task.Title),
        };
        var lead = kind switch
        {
            NoticeKind.Reminder when task.DueAt < now => texts.Get("OverdueLead"),
            NoticeKind.Reminder => texts.Get("ReminderLead"),
            NoticeKind.Overdue => texts.Get("OverdueLead"),
            NoticeKind.Escalated => texts.Get("EscalatedLead"),
            NoticeKind.Assigned or NoticeKind.Delegated or NoticeKind.OpinionGiven or NoticeKind.Urged or NoticeKind.Asked or NoticeKind.Answered
                or NoticeKind.Copied or NoticeKind.Mentioned or NoticeKind.Returned => texts.Get($"{kind}Lead"),
        };
        (string Label, string? Value)[] rows =
        [
            (texts.Get("From"), notice.By), (texts.Get("Said"), notice.Text),
            (texts.Get("Task"), task.Title), (texts.Get("Workflow"), workflow), (texts.Get("Details"), task.Description), (texts.Get("Due"), due),
            (texts.Get("Outcomes"), string.Join(" / ", task.Outcomes)),
        ];
        var layout = new MailLayout(texts.Get("Greeting", person.DisplayName), lead, rows, texts.Get("Footer"));
        return new NoticeMail(subject, layout.ToHtml(), layout.ToText());
    }

    /// <summary>Ready to be sent to one address.</summary>
    public OutgoingMail To(Guid id, string address) => new(id, null, [address], [], [], Subject, Html, Text);
}
