using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Outbox;

public sealed class MailLetterTests : IAsyncLifetime
{
    private OutboxRig rig = null!;

    public async Task InitializeAsync() => rig = await OutboxRig.CreateAsync();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task A_mail_goes_to_addresses_people_and_roles_each_once_under_the_letters_id()
    {
        await StartAsync("customer@example.org", "user:mia", "role:legal", "user:lea");

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);

        var mail = rig.Mail.Mails.ShouldHaveSingleItem();
        mail.To.Select(a => a.ToString()).Order().ShouldBe(["customer@example.org", "lea@example.com", "leon@example.com", "mia@example.com"]);
        (mail.Subject, mail.HtmlBody).ShouldBe(("订单 7", "<p>Hello</p>"));
        mail.MessageId.ShouldBe($"{await rig.Store.ScalarAsync<Guid>("SELECT id FROM outbox"):n}@orderflow");
        (await rig.StatesAsync()).ShouldBe("0:1:1");
        (await rig.SendAfterAsync(TimeSpan.FromDays(2))).ShouldBe(0);
        rig.Mail.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_is_not_taken_now_is_tried_again_and_again_under_one_id()
    {
        await StartAsync("customer@example.org");
        var ids = new HashSet<string>();
        rig.Mail.Answer = mail =>
        {
            ids.Add(mail.MessageId!);
            return "450 later";
        };

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(0);
        (await rig.SendAfterAsync(TimeSpan.FromSeconds(9))).ShouldBe(0);
        (await rig.StatesAsync()).ShouldBe("0:0:1");
        (await rig.SendAfterAsync(TimeSpan.FromSeconds(1))).ShouldBe(0);
        (await rig.StatesAsync()).ShouldBe("0:0:2");
        (await rig.ErrorAsync()).ShouldContain("later");
        rig.Mail.Answer = _ => null;
        (await rig.SendAfterAsync(TimeSpan.FromSeconds(30))).ShouldBe(1);

        ids.ShouldBe([rig.Mail.Mails.ShouldHaveSingleItem().MessageId!]);
        (await rig.ErrorAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_the_last_attempt_the_letter_is_dead_and_says_why()
    {
        await StartAsync("customer@example.org");
        rig.Mail.Answer = _ => "450 later";

        for (var i = 0; i < 10; i++) await rig.SendAfterAsync(TimeSpan.FromHours(12));

        (await rig.StatesAsync()).ShouldBe("0:2:10");
        (await rig.ErrorAsync()).ShouldContain("later");
    }

    [Theory]
    [InlineData("customer@example.org", "550 no such user", "550 no such user")]
    [InlineData("no address", null, "'no address' is not a mail address")]
    [InlineData("user:gone", null, "user:gone")]
    [InlineData("role:nobody", null, "role:nobody")]
    public async Task What_can_never_be_sent_is_dead_at_once(string to, string? answer, string reason)
    {
        await StartAsync(to);
        rig.Mail.Answer = _ => answer;

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);

        (await rig.StatesAsync()).ShouldBe("0:2:1");
        (await rig.ErrorAsync()).ShouldContain(reason);
    }

    [Theory]
    [InlineData(null, 1, "", "1:1")]
    [InlineData("550 no such user", 1, "failed", "2:1")]
    [InlineData("450 later", 3, "failed", "2:3")]
    public async Task A_workflow_with_a_way_for_errors_hears_what_became_of_its_mail(string? answer, int attempts, string line, string letter)
    {
        var mail = Documents.Activity("Elsa.SendEmail", "mail", ("To", new[] { "customer@example.org" }), ("Subject", "7"));
        mail["error"] = Documents.Activity("Elsa.WriteLine", "error", ("Text", "failed"));
        await rig.Store.PublishAsync(Documents.Workflow("careful", Documents.Sequence(mail, Documents.Activity("Elsa.WriteLine", "after", ("Text", "after")))));
        var instance = await rig.Store.StartAsync("careful");
        instance.Status.ShouldBe(OrderFlow.Engine.Execution.WorkflowStatus.Running);
        rig.Mail.Answer = _ => answer;

        for (var attempt = 1; attempt <= attempts; attempt++) await rig.SendAfterAsync(TimeSpan.FromHours(1));

        (await rig.Store.StateAsync(instance.Id)).SubStatus.ShouldBe(OrderFlow.Engine.Execution.WorkflowSubStatus.Finished);
        var lines = (await rig.Store.JournalAsync(instance.Id)).Where(e => e.Event == OrderFlow.Engine.Execution.JournalEvent.Note).Select(e => e.Message!).Where(m => !m.StartsWith("Not sent", StringComparison.Ordinal));
        string.Join(' ', lines).ShouldBe($"{line} after".Trim());
        (await rig.StatesAsync()).ShouldBe($"0:{letter}");
    }

    [Fact]
    public async Task A_file_goes_with_the_mail()
    {
        await rig.Store.PublishAsync(Documents.Workflow("files", Documents.Activity("Elsa.SendEmail", "mail", ("To", new[] { "customer@example.org" }), ("Attachments", new[] { new { FileName = "照片.png", ContentType = "image/png", Content = "AP8H" } }))));
        await rig.Store.StartAsync("files");

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);

        var file = rig.Mail.Mails.ShouldHaveSingleItem().Attachments.OfType<MimeKit.MimePart>().ShouldHaveSingleItem();
        (file.FileName, file.ContentType.MimeType).ShouldBe(("照片.png", "image/png"));
        using var content = new MemoryStream();
        await file.Content!.DecodeToAsync(content);
        content.ToArray().ShouldBe([0, 255, 7]);
    }

    [Theory]
    [InlineData("\n", "image/png", "attachment", "image/png")]
    [InlineData("a.eml", "message/rfc822", "a.eml", "application/octet-stream")]
    [InlineData("a.bin", "multipart/mixed; boundary=x", "a.bin", "application/octet-stream")]
    [InlineData("a.bin", "nonsense", "a.bin", "application/octet-stream")]
    public async Task A_file_with_an_odd_name_or_type_goes_with_the_mail_all_the_same(string name, string type, string sentName, string sentType)
    {
        await rig.Store.PublishAsync(Documents.Workflow("odd", Documents.Activity("Elsa.SendEmail", "mail", ("To", new[] { "customer@example.org" }), ("Attachments", new[] { new { FileName = name, ContentType = type, Content = "AP8H" } }))));
        await rig.Store.StartAsync("odd");

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);

        var file = rig.Mail.Mails.ShouldHaveSingleItem().Attachments.OfType<MimeKit.MimePart>().ShouldHaveSingleItem();
        (file.FileName, file.ContentType.MimeType).ShouldBe((sentName, sentType));
    }

    [Fact]
    public async Task What_a_dead_host_had_taken_is_sent_by_another()
    {
        await StartAsync("customer@example.org");
        await rig.Store.ExecuteAsync($"UPDATE outbox SET next_try_at = '{TestStore.Noon.AddMinutes(2):O}', attempts = 1");

        (await rig.SendAfterAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);
        (await rig.SendAfterAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);

        rig.Mail.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_address_keeps_the_mail_from_nobody_else_and_is_a_letter_of_its_own()
    {
        await StartAsync("customer@example.org", "user:mia", "old@example.org", "full@example.org");
        rig.Mail.Recipient = line => line.Contains("old@") ? "550 no such user" : line.Contains("full@") ? "450 mailbox full" : null;

        await rig.SendAfterAsync(TimeSpan.Zero);

        rig.Mail.Mails.ShouldHaveSingleItem();
        (await rig.Store.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE state = 1 AND last_error IS NULL")).ShouldBe(1);
        (await rig.Store.ScalarAsync<string>("SELECT last_error FROM outbox WHERE state = 2")).ShouldBe("old@example.org: 550 no such user");
        rig.Mail.Recipient = _ => null;
        (await rig.SendAfterAsync(TimeSpan.FromSeconds(10))).ShouldBe(1);
        rig.Mail.Mails.Last().To.ToString().ShouldBe("full@example.org");
        rig.Mail.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_letter_whose_host_dies_at_every_attempt_is_dead_in_the_end()
    {
        await StartAsync("customer@example.org");
        await rig.Store.ExecuteAsync("UPDATE outbox SET attempts = 10");

        (await rig.SendAfterAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);

        (await rig.StatesAsync()).ShouldBe("0:2:11");
        (await rig.ErrorAsync()).ShouldContain("never came to an end");
        rig.Mail.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_takes_long_is_not_taken_by_another_host_meanwhile()
    {
        await StartAsync("customer@example.org");
        var slow = new TaskCompletionSource();
        rig.Mail.Answer = _ =>
        {
            slow.Task.Wait();
            return null;
        };
        var sending = rig.Host().RunDueAsync(CancellationToken.None);

        for (var seconds = 0; seconds < 120; seconds += 10)
        {
            var until = rig.Store.Clock.GetUtcNow() + TimeSpan.FromSeconds(10);
            rig.Store.Clock.Advance(TimeSpan.FromSeconds(10));
            await Eventually.TrueAsync(() => rig.Store.ScalarAsync<bool>($"SELECT next_try_at > '{until:O}'::timestamptz FROM outbox"));
            (await rig.Host().RunDueAsync(CancellationToken.None)).ShouldBe(0);
        }

        slow.SetResult();
        (await sending).ShouldBe(1);
        rig.Mail.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_hosts_with_eight_runs_send_every_mail_once()
    {
        const int Rounds = 5;
        const int PerRound = 40;
        var hosts = new[] { rig.Host(), rig.Host() };
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < PerRound; i++) await StartAsync("customer@example.org");
            await using var gate = await Gate.OfTableAsync(rig.Store, "outbox");
            await gate.RaceAsync(8, i => hosts[i % 2].RunDueAsync(CancellationToken.None));
        }

        rig.Mail.Mails.Count.ShouldBe(Rounds * PerRound);
        rig.Mail.Mails.Select(m => m.MessageId).Distinct().Count().ShouldBe(Rounds * PerRound);
        (await rig.Store.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE state = 1 AND attempts = 1")).ShouldBe(Rounds * PerRound);
    }

    private async Task StartAsync(params string[] to)
    {
        var name = "mail" + string.Concat(to).GetHashCode(StringComparison.Ordinal);
        if (await rig.Store.ScalarAsync<long>($"SELECT count(*) FROM definitions WHERE definition_id = '{name}'") == 0)
            await rig.Store.PublishAsync(Documents.Workflow(name, Documents.Activity("Elsa.SendEmail", "mail", ("To", to), ("Subject", "订单 7"), ("Body", "<p>Hello</p>"))));
        await rig.Store.StartAsync(name);
    }
}
