using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace OrderFlow.BrowserTests.Ui;

[Collection(BrowserCollection.Name)]
public sealed class ListTests(Workplace workplace)
{
    [Theory]
    [InlineData("pia", "流程", "已发布")]
    [InlineData("leon", "Workflows", "Published")]
    public async Task The_list_of_workflows_speaks_its_readers_language(string name, string title, string published)
    {
        var visit = await Visit.BeginAsync(workplace, name);

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("合同审批") })).ToContainTextAsync(published);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_workflow_is_made_copied_and_deleted()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        var page = visit.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "新建流程" }).ClickAsync();
        await page.GetByLabel("名称", new() { Exact = true }).FillAsync("样品审批");
        await page.GetByRole(AriaRole.Button, new() { Name = "创建" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "样品审批" })).ToBeVisibleAsync();
        await page.GotoAsync("/workflows?search=样品");
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("样品审批") })).ToContainTextAsync("潘颖");
        await page.GetByRole(AriaRole.Button, new() { Name = "样品审批 的操作" }).ClickAsync();
        await page.GetByText("删除", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();

        await Expect(page.GetByText("没有找到")).ToBeVisibleAsync();
        visit.Complaints.Where(c => !c.Contains("/studio/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_change_workflows_is_offered_nothing_that_does()
    {
        var visit = await Visit.BeginAsync(workplace, "sam");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "合同审批 的操作" }).ClickAsync();

        await Expect(visit.Page.GetByText("历史版本", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("删除", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByText("新建流程", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Instances_say_for_whom_they_wait_and_are_cancelled_together()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        foreach (var number in new[] { "BULK-1", "BULK-2" }) await visit.StartContractAsync(number);
        var page = visit.Page;

        await page.GotoAsync("/instances?search=BULK-");
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("BULK-1") })).ToContainTextAsync(new System.Text.RegularExpressions.Regex("销售|财务|法务"));
        await page.GetByLabel("全选").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "取消实例" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "取消实例" }).ClickAsync();

        await Expect(page.GetByText("已取消 2 个实例。")).ToBeVisibleAsync();
        await Expect(page.Locator("table.list .mark.stopped")).ToHaveCountAsync(2);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_nothing_sticks_out_and_the_navigation_opens()
    {
        var visit = await Visit.BeginAsync(workplace, "leon", width: 390);
        await visit.StartContractAsync("PHONE-1");

        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "合同审批" })).ToBeVisibleAsync();
        (await visit.FitsAsync()).ShouldBeTrue();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Navigation" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Instances" }).ClickAsync();
        await Expect(visit.Page.GetByText("PHONE-1").First).ToBeVisibleAsync();
        (await visit.FitsAsync()).ShouldBeTrue();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Language_and_brightness_are_switched_where_one_is()
    {
        var visit = await Visit.BeginAsync(workplace, "sally");
        await visit.Page.GotoAsync("/instances?state=held");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "EN", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Instances" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(visit.Page.Locator("body.dark")).ToBeVisibleAsync();
        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/instances\?state=held$"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visit.Page.Locator("#password")).ToBeVisibleAsync();
        visit.Complaints.ShouldBeEmpty();
    }
}
