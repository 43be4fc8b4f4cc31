using System.Globalization;
using System.Net;
using System.Text;
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
        return new NoticeMail(subject, HtmlOf(texts.Get("Greeting", person.DisplayName), lead, rows, texts.Get("Footer")), TextOf(texts.Get("Greeting", person.DisplayName), lead, rows, texts.Get("Footer")));
    }

    private static string HtmlOf(string greeting, string lead, IEnumerable<(string Label, string? Value)> rows, string footer)
    {
        var html = new StringBuilder("<div style=\"font-family:sans-serif;font-size:15px;line-height:1.5;max-width:640px\">");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(greeting)}</p><p>{Encode(lead)}</p><table style=\"border-collapse:collapse\">");
        foreach (var (label, value) in rows)
            if (!string.IsNullOrWhiteSpace(value))
                html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:4px 16px 4px 0;color:#666;vertical-align:top;white-space:nowrap\">{Encode(label)}</td><td style=\"padding:4px 0\">{Encode(value)}</td></tr>");
        return html.Append(CultureInfo.InvariantCulture, $"</table><p style=\"color:#666;font-size:13px\">{Encode(footer)}</p></div>").ToString();
    }

    private static string TextOf(string greeting, string lead, IEnumerable<(string Label, string? Value)> rows, string footer)
    {
        var text = new StringBuilder().AppendLine(greeting).AppendLine().AppendLine(lead).AppendLine();
        foreach (var (label, value) in rows)
            if (!string.IsNullOrWhiteSpace(value)) text.AppendLine(CultureInfo.InvariantCulture, $"{label}: {value}");
        return text.AppendLine().AppendLine(footer).ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
