using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace OrderFlow.BrowserTests.Studio;

[Collection(BrowserCollection.Name)]
public sealed class DesignerTests(Workplace workplace)
{
    // The first visit loads some thirty megabytes into a browser that shares two cores with everything else.
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 120_000 };

    [Theory]
    [InlineData("pia", "历史版本", "审批任务")]
    [InlineData("leon", "Version history", "Approval task")]
    public async Task The_editor_paints_the_workflow_in_its_readers_language(string name, string tab, string approval)
    {
        var visit = await Visit.BeginAsync(workplace, name);

        await visit.Page.GotoAsync("/workflows/contract-approval");

        await Expect(visit.Studio.Locator("elsa-activity-wrapper .elsa-activity").First).ToBeVisibleAsync(Patiently);
        await Expect(visit.Studio.Locator("elsa-activity-wrapper")).ToHaveCountAsync(20);
        await Expect(visit.Studio.Locator("elsa-activity-wrapper", new() { HasText = "财务审批" })).ToContainTextAsync(approval);
        await Expect(visit.Studio.Locator(".mud-tab", new() { HasText = tab })).ToHaveCountAsync(1);
        await Expect(visit.Studio.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Our_own_activities_have_a_colour_of_their_own()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        await visit.Page.GotoAsync("/workflows/contract-approval");

        var approval = visit.Studio.Locator("elsa-activity-wrapper[activity-json*='OrderFlow.ApprovalTask'] .elsa-activity").First;
        await Expect(approval).ToBeVisibleAsync(Patiently);

        (await approval.EvaluateAsync<string>("e => getComputedStyle(e).getPropertyValue('--elsa-activity-accent').trim()")).ShouldBe("#7c3aed");
    }

    [Fact]
    public async Task The_viewer_shows_an_instance_and_leads_to_its_workflow()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        var id = await visit.StartContractAsync("VIEW-1");

        await visit.Page.GotoAsync($"/instances/{id}");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("VIEW-1") })).ToBeVisibleAsync();
        await Expect(visit.Studio.Locator("elsa-activity-wrapper .elsa-activity").First).ToBeVisibleAsync(Patiently);
        await Expect(visit.Studio.GetByText("业务编号", new() { Exact = true })).ToBeVisibleAsync();
        visit.Complaints.ShouldBeEmpty();

        await visit.Studio.GetByRole(AriaRole.Link, new() { Name = "contract-approval" }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/workflows/contract-approval$"));
    }

    [Theory]
    [InlineData("/workflows/nowhere")]
    [InlineData("/instances/00000000-0000-0000-0000-000000000001")]
    public async Task What_is_not_there_is_said_in_words(string address)
    {
        var visit = await Visit.BeginAsync(workplace, "pia");

        await visit.Page.GotoAsync(address);

        await Expect(visit.Page.GetByText("不存在")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("iframe")).ToHaveCountAsync(0);
        visit.Complaints.ShouldBeEmpty();
    }
}
