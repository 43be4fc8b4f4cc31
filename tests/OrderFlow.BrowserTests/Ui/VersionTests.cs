using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace OrderFlow.BrowserTests.Ui;

[Collection(BrowserCollection.Name)]
public sealed class VersionTests(Workplace workplace)
{
    [Fact]
    public async Task Two_versions_are_chosen_and_compared_in_list_and_picture()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        var page = visit.Page;
        await SaveAsync(page, "compared", "one", "first");
        await PublishAsync(page, "compared");
        await SaveAsync(page, "compared", "two", "<img src=x onerror=alert(1)>");

        await page.GotoAsync("/workflows?search=compared");
        await page.GetByRole(AriaRole.Button, new() { Name = "compared 的操作" }).ClickAsync();
        await page.GetByText("历史版本", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("对比版本 1").CheckAsync();
        await page.GetByLabel("对比版本 2").CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "对比所选版本" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "“compared”版本对比" })).ToBeVisibleAsync();
        await Expect(page.Locator(".facts del").First).ToHaveTextAsync("first");
        await Expect(page.Locator(".facts ins").First).ToHaveTextAsync("<img src=x onerror=alert(1)>");
        await Expect(page.Locator(".flowchart .node.removed")).ToHaveCountAsync(0);
        await Expect(page.Locator(".flowchart .node.added")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("新增.*two") }).First.ClickAsync();
        await Expect(page.Locator(".flowchart .node.selected.added")).ToHaveCountAsync(1);
        await page.Locator(".flowchart .node.changed .body").First.PressAsync("Enter");
        await Expect(page.Locator(".difference.chosen")).ToContainTextAsync("修改");
        await page.SetViewportSizeAsync(390, 844);
        (await visit.FitsAsync()).ShouldBeTrue();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_version_opens_read_only_and_is_taken_up_again()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        var page = visit.Page;
        await SaveAsync(page, "revived", "one", "first");
        await PublishAsync(page, "revived");
        await SaveAsync(page, "revived", "two", "second");

        await page.GotoAsync("/workflows/revived/history");
        await page.GetByRole(AriaRole.Link, new() { Name = "版本 1" }).ClickAsync();
        await Expect(page.GetByText("只读", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Studio.Locator(".elsa-activity").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(visit.Studio.Locator("elsa-activity-wrapper")).ToHaveCountAsync(1);
        await page.GotoAsync("/workflows/revived/history");
        await page.GetByRole(AriaRole.Button, new() { Name = "版本 1 的操作" }).ClickAsync();
        await page.GetByText("恢复为草稿", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "恢复为草稿" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("版本 3") })).ToContainTextAsync("草稿");
        await page.GotoAsync("/workflows/revived/diff/1/3");
        await Expect(page.GetByText("没有差异", new() { Exact = true })).ToBeVisibleAsync();
    }

    // A line with a text; from version two on a second one after it.
    private static async Task SaveAsync(IPage page, string id, string last, string text)
    {
        var document = new JsonObject
        {
            ["definitionId"] = id,
            ["name"] = id,
            ["root"] = new JsonObject
            {
                ["id"] = "chart",
                ["type"] = "Elsa.Flowchart",
                ["activities"] = new JsonArray([.. new[] { "one", "two" }.TakeWhile((name, i) => i == 0 || last == "two").Select((name, i) => Line(name, i == 0 ? text : "more"))]),
                ["connections"] = new JsonArray([.. last == "two" ? [new JsonObject { ["source"] = new JsonObject { ["activity"] = "one" }, ["target"] = new JsonObject { ["activity"] = "two" } }] : Array.Empty<JsonNode>()]),
            },
        };
        var answer = await page.APIRequest.PutAsync($"/api/definitions/{id}", Body(document.ToJsonString()));
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }

    private static async Task PublishAsync(IPage page, string id)
    {
        var answer = await page.APIRequest.PostAsync($"/api/definitions/{id}/publish", Body("{}"));
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }

    private static JsonObject Line(string id, string text) => new()
    {
        ["id"] = id,
        ["name"] = id,
        ["type"] = "Elsa.WriteLine",
        ["version"] = 1,
        ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = id == "one" ? 0 : 300, ["y"] = 0 }, ["size"] = new JsonObject { ["width"] = 160, ["height"] = 60 } } },
        ["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text } },
    };

    private static APIRequestContextOptions Body(string json) => new() { Data = json, Headers = [KeyValuePair.Create("Content-Type", "application/json")] };
}
