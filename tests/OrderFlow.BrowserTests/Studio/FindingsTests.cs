using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace OrderFlow.BrowserTests.Studio;

[Collection(BrowserCollection.Name)]
public sealed class FindingsTests(Workplace workplace)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 120_000 };

    [Fact]
    public async Task What_is_wrong_stands_below_the_designer_and_goes_when_it_is_mended()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        await SaveAsync(visit, "findings-demo");
        await visit.Page.GotoAsync("/workflows/findings-demo");
        var bar = visit.Page.Locator(".findings-bar");
        await Expect(visit.Studio.Locator("elsa-activity-wrapper .elsa-activity").First).ToBeVisibleAsync(Patiently);
        await Expect(bar).ToContainTextAsync("2 个错误");

        await bar.GetByRole(AriaRole.Button).ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { NameRegex = new("无限循环") }).ClickAsync();

        await Expect(visit.Studio.Locator(".x6-node-selected")).ToHaveAttributeAsync("data-cell-id", "a");

        await visit.Studio.Locator(".x6-widget-selection-box[data-cell-id=a]").ClickAsync();
        await visit.Page.Keyboard.PressAsync("Delete");

        await Expect(bar).ToContainTextAsync("1 个错误", new() { Timeout = 30_000 });
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Findings_fit_a_phone()
    {
        var visit = await Visit.BeginAsync(workplace, "leon", width: 390);
        await SaveAsync(await Visit.BeginAsync(workplace, "pia"), "findings-phone");

        await visit.Page.GotoAsync("/workflows/findings-phone");
        await visit.Page.Locator(".findings-bar .line button").ClickAsync();

        await Expect(visit.Page.Locator(".findings-bar .findings")).ToContainTextAsync("has nobody to decide it");
        (await visit.FitsAsync()).ShouldBeTrue();
    }

    // A task that nobody decides, and two lines that go round forever.
    private static async Task SaveAsync(Visit visit, string id)
    {
        var answer = await visit.Page.APIRequest.PostAsync("/elsa/api/workflow-definitions", new APIRequestContextOptions
        {
            Data = $$$$$"""
                {"model":{"definitionId":"{{{{{id}}}}}","name":"{{{{{id}}}}}","root":{"id":"r","type":"Elsa.Flowchart","version":1,
                "activities":[
                  {"id":"t","name":"t","type":"OrderFlow.ApprovalTask","version":1,"metadata":{"designer":{"position":{"x":0,"y":0},"size":{"width":200,"height":60}}}},
                  {"id":"a","name":"a","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":300,"y":0},"size":{"width":200,"height":60}}}},
                  {"id":"b","name":"b","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":600,"y":0},"size":{"width":200,"height":60}}}}],
                "connections":[
                  {"source":{"activity":"t","port":"Approve"},"target":{"activity":"a","port":"In"}},
                  {"source":{"activity":"t","port":"Reject"},"target":{"activity":"b","port":"In"}},
                  {"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}},
                  {"source":{"activity":"b","port":"Done"},"target":{"activity":"a","port":"In"}}]}},"publish":false}
                """,
            Headers = [KeyValuePair.Create("Content-Type", "application/json")],
        });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }
}
