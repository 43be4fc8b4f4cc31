using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace OrderFlow.BrowserTests.Studio;

/// <summary>What a process owner does on a Friday, from the first drag to the first contract that takes the new way.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ProcessOwnerTests
{
    private sealed record Speech(
        string Category, string Approval, string Title, string Roles, string Due, string OnTimeout, string Escalate, string EscalateTo, string Completed,
        string NobodyDecides, string NothingWrong, string TryIt, string Begin);

    private static readonly Speech Chinese = new("审批", "审批任务", "标题", "角色", "期限", "超时处理", "升级", "升级给", "完成", "没有人来决定", "未发现问题", "试运行", "开始试运行");
    private static readonly Speech English = new("Approval", "Approval task", "Title", "Roles", "Due", "On timeout", "Escalate", "Escalate to", "Completed", "has nobody to decide it", "Nothing to mend", "Try it", "Start the dry run");

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task An_approval_is_added_and_only_new_contracts_take_it(string language)
    {
        // The shipped workflow is changed: others want to find it as it was.
        await using var workplace = new Workplace();
        await workplace.InitializeAsync();
        var say = language == "zh" ? Chinese : English;
        var visit = await Visit.BeginAsync(workplace, "pia");
        if (language == "en") await visit.SpeakEnglishAsync();
        var old = await visit.StartContractAsync("OLD-1");

        var editor = await Editor.OpenAsync(visit, "contract-approval");
        var added = await editor.DragInAsync(say.Category, say.Approval, 420, 60);
        await editor.DisconnectAsync("Join", "Done", "Sign");
        await editor.ConnectAsync("Join", "Done", added);
        await editor.ConnectAsync(added, "Approve", "Sign");
        await editor.ConnectAsync(added, "Reject", "Return");
        await editor.SelectAsync(added);
        await editor.WriteAsync(say.Due, "2.00:00:00");

        // Nobody decides it, and nothing happens when time is up.
        (await editor.PublishAsync()).ShouldBe(400);
        var findings = visit.Page.Locator(".findings-bar");
        await findings.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(findings).ToContainTextAsync(say.NobodyDecides);
        await findings.GetByRole(AriaRole.Button, new() { NameRegex = new(say.NobodyDecides) }).ClickAsync();
        if (language == "en") await visit.PictureAsync("editor");
        await editor.AddAsync(say.Roles, "sales-lead");
        await editor.ChooseAsync(say.OnTimeout, say.Escalate);
        await editor.WriteAsync(say.EscalateTo, "legal-lead");
        await editor.WriteAsync(say.Title, "Lead approves");
        await Expect(findings).ToContainTextAsync(say.NothingWrong);
        await TryAsync(visit, say);
        if (language == "en") await visit.PictureAsync("try");
        editor = await Editor.OpenAsync(visit, "contract-approval");
        (await editor.PublishAsync()).ShouldBe(200);
        await Expect(editor.Failure).ToBeHiddenAsync();
        await visit.Page.GotoAsync("/workflows/contract-approval/diff/1/2");
        await Expect(visit.Page.Locator(".differences")).ToContainTextAsync(say.Approval);
        if (language == "en") await visit.PictureAsync("diff");

        var young = await visit.StartContractAsync("NEW-1");
        foreach (var instance in new[] { old, young })
            foreach (var name in new[] { "fay", "lea" })
                await Colleague.DecideAsync(workplace, name, instance, "Approve");
        await Colleague.DecideAsync(workplace, "sam", old, "Approve");
        await Colleague.DecideAsync(workplace, "mia", old, "Signed");
        await Colleague.DecideAsync(workplace, "arno", old, "Archived");
        (await visit.StateAsync(old)).ShouldBe(("Finished", 1));

        await visit.Page.GotoAsync($"/instances/{young}");
        await editor.PaintedAsync();
        var journal = visit.Studio.Locator(".mud-timeline-item");
        await Expect(journal.Filter(new() { HasText = "销售审批" })).ToHaveCountAsync(2);
        await Colleague.DecideAsync(workplace, "sam", young, "Approve");
        // Seen without touching the page.
        await Expect(journal.Filter(new() { HasTextRegex = new Regex($"销售审批[\\s\\S]*{say.Completed}") })).ToHaveCountAsync(1);
        if (language == "en") await visit.PictureAsync("viewer");
        await Colleague.DecideAsync(workplace, "sally", young, "Approve");
        await Colleague.DecideAsync(workplace, "mia", young, "Signed");
        await Colleague.DecideAsync(workplace, "arno", young, "Archived");
        (await visit.StateAsync(young)).ShouldBe(("Finished", 2));
        visit.Complaints.Where(c => !c.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // The way leads by the new task, and Sally gets it.
    private static async Task TryAsync(Visit visit, Speech say)
    {
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = say.TryIt }).ClickAsync();
        foreach (var (label, value) in new[] { ("合同号", "TRY-1"), ("金额", "600000"), ("负责人", "mia") })
            await page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^" + label) }).FillAsync(value);
        await page.GetByRole(AriaRole.Button, new() { Name = say.Begin }).ClickAsync();
        var tasks = page.Locator("article.card");
        for (var open = 3; open > 0; open--)
        {
            await Expect(tasks).ToHaveCountAsync(open);
            await tasks.First.Locator(".buttons button").First.ClickAsync();
            if (open > 1) await Expect(tasks).ToHaveCountAsync(open - 1);
        }

        await Expect(tasks).ToContainTextAsync("Lead approves");
        await Expect(tasks).ToContainTextAsync("沙莉 Sally");
    }
}
