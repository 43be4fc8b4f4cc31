using Microsoft.Extensions.Options;
using OrderFlow.Mail;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Mail;

public sealed class SmtpSenderTests : IAsyncDisposable
{
    private readonly SmtpServer server = new();

    [Fact]
    public async Task A_mail_arrives_with_its_words_and_a_message_id_of_its_own()
    {
        var mail = Mail();

        await Sender().SendAsync(mail, CancellationToken.None);

        var arrived = server.Mails.ShouldHaveSingleItem();
        arrived.Subject.ShouldBe("合同待审批 / Contract waits");
        arrived.HtmlBody!.ShouldContain("<b>合同</b>");
        arrived.TextBody!.ShouldContain("合同 & more");
        arrived.MessageId.ShouldBe($"{mail.Id:n}@orderflow");
        arrived.Headers["Auto-Submitted"].ShouldBe("auto-generated");
    }

    [Fact]
    public async Task The_same_mail_sent_twice_has_the_same_message_id()
    {
        var mail = Mail();

        await Sender().SendAsync(mail, CancellationToken.None);
        await Sender().SendAsync(mail, CancellationToken.None);

        server.Mails.Select(m => m.MessageId).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("550 no such user", typeof(MailRefusedException))]
    [InlineData("450 try later", typeof(IOException))]
    public async Task A_refusal_for_good_is_told_from_one_for_now(string answer, Type expected)
    {
        server.Answer = _ => answer;

        (await Should.ThrowAsync<Exception>(Sender().SendAsync(Mail(), CancellationToken.None))).ShouldBeOfType(expected);
    }

    [Fact]
    public async Task A_server_that_is_not_there_can_be_tried_again()
    {
        await server.DisposeAsync();

        await Should.ThrowAsync<IOException>(Sender().SendAsync(Mail(), CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_and_can_be_tried_again()
    {
        server.Greeting = null;

        (await Should.ThrowAsync<IOException>(Sender(TimeSpan.FromMilliseconds(200)).SendAsync(Mail(), CancellationToken.None))).Message.ShouldContain($"{server.Port}");
    }

    [Fact]
    public async Task A_server_that_serves_nobody_at_present_can_be_tried_again()
    {
        server.Greeting = "554 no service here";

        await Should.ThrowAsync<IOException>(Sender().SendAsync(Mail(), CancellationToken.None));
    }

    [Theory]
    [InlineData("550 no such user", typeof(MailRefusedException))]
    [InlineData("450 mailbox busy", typeof(IOException))]
    public async Task An_address_that_is_refused_for_good_is_told_from_one_for_now(string answer, Type expected)
    {
        server.Recipient = _ => answer;

        var error = await Should.ThrowAsync<Exception>(Sender().SendAsync(Mail(), CancellationToken.None));

        error.ShouldBeOfType(expected);
        error.Message.ShouldContain("ann@example.com: " + answer);
        server.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("")]
    public async Task An_address_that_is_none_is_refused(string to) =>
        (await Should.ThrowAsync<MailRefusedException>(Sender().SendAsync(Mail() with { To = [to] }, CancellationToken.None))).Message.ShouldContain($"'{to}'");

    [Fact]
    public async Task A_line_break_in_the_subject_makes_no_header()
    {
        await Sender().SendAsync(Mail() with { Subject = "a\r\nBcc: eve@example.com" }, CancellationToken.None);

        server.Mails.ShouldHaveSingleItem().Bcc.ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private SmtpSender Sender(TimeSpan? timeout = null) =>
        new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port, Timeout = timeout ?? TimeSpan.FromSeconds(30) }));

    private static OutgoingMail Mail() =>
        new(Guid.CreateVersion7(), null, ["ann@example.com"], [], [], "合同待审批 / Contract waits", "<p><b>合同</b> &amp; more</p>");
}
