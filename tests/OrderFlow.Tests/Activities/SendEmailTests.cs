using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Activities;

public class SendEmailTests
{
    [Fact]
    public void The_flow_does_not_wait_for_the_mail()
    {
        var rig = Rig.Started(Sequence("s", Mail(), Line("after")));

        rig.Lines.ShouldBe("after");
        rig.Effect<SendMail>().BookmarkId.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "after")]
    [InlineData("550 no such user", "failed after")]
    public void With_an_activity_for_errors_it_waits_and_runs_that_when_the_mail_was_not_taken(string? failure, string lines)
    {
        var rig = Rig.Started(Sequence("s", Mail().With("Error", Line("failed")), Line("after")));
        rig.Lines.ShouldBe("");

        rig.Apply(new ResumeBookmark(rig.Effect<SendMail>().BookmarkId!.Value, JsonSerializer.SerializeToElement(new MailResult(failure), JsonSerializerOptions.Web)));

        rig.Lines.ShouldBe(lines);
    }

    [Theory]
    [InlineData("""[{"FileName":"a.pdf","ContentType":"application/pdf","Content":"AQID","Length":3}]""", "a.pdf application/pdf AQID")]
    [InlineData("""{"fileName":"a.bin","content":"AQID"}""", "a.bin application/octet-stream AQID")]
    [InlineData("""["AQID",{"qty":5}]""", "Attachment-1 application/octet-stream AQID, Attachment-2 application/json eyJxdHkiOjV9")]
    [InlineData("\"[{\\\"content\\\":\\\"AQID\\\"}]\"", "Attachment-1 application/octet-stream AQID")]
    [InlineData("\"\"", "")]
    [InlineData("[]", "")]
    public void Attachments_are_files_bytes_or_json(string attachments, string expected)
    {
        var mail = Rig.Started(Mail(("Attachments", JsonNode.Parse(attachments)))).Effect<SendMail>();

        string.Join(", ", mail.Content.Attachments.Select(a => $"{a.FileName} {a.ContentType} {a.Content}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("https://example.org/secret.pdf")]
    [InlineData("/etc/passwd")]
    public void An_address_or_path_is_never_fetched(string attachment)
    {
        var rig = Rig.Started(Mail(("Attachments", attachment)));

        rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("not fetched");
        rig.Effects.OfType<SendMail>().ShouldBeEmpty();
    }

    private static ActivityDefinition Mail(params (string Name, JsonNode? Value)[] inputs) => Activity("Elsa.SendEmail", "mail", [("To", new JsonArray("a@example.org")), .. inputs]);
}
