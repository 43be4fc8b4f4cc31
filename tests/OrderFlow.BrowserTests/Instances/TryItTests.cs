using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace OrderFlow.BrowserTests.Instances;

/// <summary>A process owner tries a workflow.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TryItTests(Workplace workplace)
{
    [Fact]
    public async Task A_contract_is_tried_decided_pushed_on_and_its_mail_is_read()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "合同审批 的操作" }).ClickAsync();
        await page.GetByText("试运行", new() { Exact = true }).ClickAsync();
        await Field(page, "合同号").FillAsync("TRY-1");
        await Field(page, "金额").FillAsync("a lot");
        await Field(page, "负责人").FillAsync("mia");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始试运行" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Amount");
        await Field(page, "金额").FillAsync("600000");

        await page.GetByRole(AriaRole.Button, new() { Name = "开始试运行" }).ClickAsync();

        await Expect(page.Locator(".entry").First).ToContainTextAsync("法务：李雅 Lea、雷恩 Leon");
        await Expect(page.Locator("article.card")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("推进到下一个时间点") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("待您处理") }).First.ClickAsync();
        var mail = page.FrameLocator("iframe.mail");
        await Expect(mail.Locator("body")).ToContainTextAsync("有一项任务等待您的决定");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "关闭" }).ClickAsync();
        var sales = page.Locator("article.card", new() { HasText = "销售审批" });
        await sales.GetByLabel("以谁的身份处理").SelectOptionAsync(new SelectOptionValue { Label = "孙明 Sam" });
        await sales.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(page.Locator(".entry").First).ToContainTextAsync("孙明 Sam处理了“销售审批”");
        await Expect(page.Locator("article.card")).ToContainTextAsync("修改合同");
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销一步" }).ClickAsync();
        await Expect(page.Locator("article.card")).ToHaveCountAsync(3);

        await page.GotoAsync("/instances?search=TRY-1");
        await Expect(page.GetByText("没有找到")).ToBeVisibleAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_a_workflow_is_tried_without_sideways_scrolling()
    {
        var visit = await Visit.BeginAsync(workplace, "pia", width: 390);
        var page = visit.Page;
        await page.GotoAsync("/workflows/declaration-approval/try");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始试运行" }).ClickAsync();
        await Expect(page.Locator(".entry").First).ToBeVisibleAsync();
        (await visit.FitsAsync()).ShouldBeTrue();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_edit_workflows_does_not_try_them()
    {
        var visit = await Visit.BeginAsync(workplace, "sam");

        await visit.Page.GotoAsync("/workflows/contract-approval/try");

        await Expect(visit.Page.GetByText("您的角色无权执行此操作")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "开始试运行" })).ToHaveCountAsync(0);
    }

    private static ILocator Field(IPage page, string label) => page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^" + label) });
}
