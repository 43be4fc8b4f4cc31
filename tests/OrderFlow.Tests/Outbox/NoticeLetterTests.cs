using OrderFlow.Deadlines;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Outbox;

public sealed class NoticeLetterTests : IAsyncLifetime
{
    private OutboxRig rig = null!;

    public async Task InitializeAsync() => rig = await OutboxRig.CreateAsync();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task X1_Everybody_of_a_role_is_reminded_once_in_their_own_language_and_time()
    {
        await TaskAsync("Remind");

        await FireAndSendAsync(TimeSpan.FromHours(20));
        await rig.SendAfterAsync(TimeSpan.Zero);

        rig.Mail.Mails.Select(m => $"{m.To}: {m.Subject}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "lea@example.com: 待您处理（2026年5月5日 20:00 (Asia/Shanghai)截止）：合同 <C-17> & more".Replace(" (Asia/Shanghai)", "（Asia/Shanghai）", StringComparison.Ordinal),
            "leon@example.com: Waits for you until 5 May 2026, 12:00 (UTC): 合同 <C-17> & more",
        ]);
        var zh = rig.Mail.Mails.Single(m => m.To.ToString() == "lea@example.com");
        zh.TextBody!.ReplaceLineEndings("\n").ShouldBe(
            """
            李雅，您好：

            有一项任务等待您的决定。

            任务: 合同 <C-17> & more
            流程: contract
            说明: 第 1 轮
            截止时间: 2026年5月5日 20:00（Asia/Shanghai）
            可选结果: Approve / Reject

            这封邮件由 OrderFlow 发送，因为该任务在您的待办列表中。请勿直接回复。

            """.ReplaceLineEndings("\n"));
        zh.HtmlBody!.ShouldContain("合同 &lt;C-17&gt; &amp; more");
        var en = rig.Mail.Mails.Single(m => m.To.ToString() == "leon@example.com");
        en.TextBody!.ShouldContain("A task waits for your decision.");
        en.TextBody!.ShouldContain("Due: 5 May 2026, 12:00 (UTC)");
    }

    [Fact]
    public async Task When_time_is_up_the_role_above_hears_of_it()
    {
        await TaskAsync("Escalate");
        await FireAndSendAsync(TimeSpan.FromHours(20));
        rig.Mail.Mails.Clear();

        await FireAndSendAsync(TimeSpan.FromHours(4));

        rig.Mail.Mails.Select(m => $"{m.To}: {m.Subject}").ShouldBe(["leon@example.com: Escalated to you: 合同 <C-17> & more"]);
    }

    [Fact]
    public async Task When_time_is_up_those_who_should_have_decided_hear_that_it_is_overdue()
    {
        await TaskAsync("Remind");
        await FireAndSendAsync(TimeSpan.FromHours(20));
        rig.Mail.Mails.Clear();

        await FireAndSendAsync(TimeSpan.FromHours(4));

        rig.Mail.Mails.Select(m => m.Subject).Order(StringComparer.Ordinal).ShouldBe(["Overdue: 合同 <C-17> & more", "已逾期：合同 <C-17> & more"]);
    }

    [Fact]
    public async Task Nobody_hears_of_a_task_that_is_decided_meanwhile()
    {
        var instance = await TaskAsync("Remind");
        rig.Store.Clock.Advance(TimeSpan.FromHours(20));
        await rig.Store.Get<DueWork>().FireDueAsync(CancellationToken.None);
        await rig.Store.DecideAsync((await rig.Store.OpenTasksAsync(instance)).Single(), "lea", roles: "legal");

        await rig.SendAfterAsync(TimeSpan.Zero);

        rig.Mail.Mails.ShouldBeEmpty();
        (await rig.StatesAsync()).ShouldBe("2:1:1");
    }

    [Fact]
    public async Task One_address_that_is_refused_keeps_nobody_else_waiting_and_nobody_hears_twice()
    {
        await TaskAsync("Remind");
        rig.Mail.Answer = mail => mail.To.ToString() == "lea@example.com" ? "450 later" : null;

        await FireAndSendAsync(TimeSpan.FromHours(20));
        rig.Mail.Answer = _ => null;
        await rig.SendAfterAsync(TimeSpan.FromMinutes(1));

        rig.Mail.Mails.Select(m => m.To.ToString()).ShouldBe(["leon@example.com", "lea@example.com"]);
    }

    private async Task<Guid> TaskAsync(string onTimeout)
    {
        await rig.Store.PublishAsync(Documents.Workflow("contract", Documents.Task(
            "decide", ("Title", "合同 <C-17> & more"), ("Description", "第 1 轮"), ("Roles", new[] { "legal" }), ("Due", "1.00:00:00"), ("RemindBefore", new[] { "04:00:00" }),
            ("OnTimeout", onTimeout), ("EscalateTo", "legal-lead"))));
        return (await rig.Store.StartAsync("contract")).Id;
    }

    private async Task FireAndSendAsync(TimeSpan time)
    {
        rig.Store.Clock.Advance(time);
        await rig.Store.Get<DueWork>().FireDueAsync(CancellationToken.None);
        await rig.Host().RunDueAsync(CancellationToken.None);
    }
}
