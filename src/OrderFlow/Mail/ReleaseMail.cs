using OrderFlow.Definitions;
using OrderFlow.People;

namespace OrderFlow.Mail;

/// <summary>A mail to somebody who may release a version that waits for a second person, in that person's words.</summary>
internal sealed record ReleaseMail(string Subject, string Html)
{
    /// <param name="workflow">Its name.</param>
    /// <param name="askedBy">Display name of who has asked.</param>
    public static ReleaseMail Compose(PublishRequest request, string workflow, string askedBy, User person)
    {
        var texts = new MailTexts(person.Language);
        (string Label, string? Value)[] rows =
        [
            (texts.Get("Workflow"), workflow), (texts.Get("Version"), $"{request.Version}"), (texts.Get("AskedAt"), texts.Moment(request.AskedAt, person.TimeZone)), (texts.Get("Note"), request.Note),
        ];
        var layout = new MailLayout(texts.Get("Greeting", person.DisplayName), texts.Get("ReleaseLead", askedBy), rows, texts.Get("ReleaseFooter"));
        return new ReleaseMail(texts.Get("ReleaseSubject", workflow, request.Version), layout.ToHtml());
    }
}
