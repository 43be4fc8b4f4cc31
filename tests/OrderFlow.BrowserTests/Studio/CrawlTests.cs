using System.Text.Json;
using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;
using Xunit.Abstractions;

namespace OrderFlow.BrowserTests.Studio;

/// <summary>Every button and menu of the designer is pressed; none of them brings up its "unhandled error" bar.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CrawlTests(Workplace workplace, ITestOutputHelper output)
{
    // The pane below the canvas.
    private const string Inputs = ".rz-splitter-vertical > .rz-splitter-pane-lastresizable";

    [Fact]
    public async Task No_button_of_the_editor_breaks_it()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        var activities = await ImportAsync(visit);
        var crawl = new Crawl(visit);

        await crawl.PressAllAsync("editor", () => Editor.OpenAsync(visit, "crawled"));
        foreach (var (id, type) in activities)
            await crawl.PressAllAsync(type, async () => await (await Editor.OpenAsync(visit, "crawled")).SelectAsync(id), Inputs);

        output.WriteLine($"{crawl.Pressed.Count} pressed\n{string.Join('\n', crawl.Pressed)}");
        crawl.Pressed.Count.ShouldBeGreaterThan(150);
    }

    [Fact]
    public async Task No_button_of_the_viewer_breaks_it()
    {
        var visit = await Visit.BeginAsync(workplace, "pia");
        var instance = await visit.StartContractAsync("CRAWL-1");
        var crawl = new Crawl(visit);

        await crawl.PressAllAsync("viewer", () => Editor.OpenAtAsync(visit, $"/instances/{instance}"));
        await crawl.PressAllAsync("task", async () => await (await Editor.OpenAtAsync(visit, $"/instances/{instance}")).SelectAsync("Sales"), Inputs);

        output.WriteLine($"{crawl.Pressed.Count} pressed\n{string.Join('\n', crawl.Pressed)}");
        crawl.Pressed.Count.ShouldBeGreaterThan(30);
    }

    private static async Task<IReadOnlyList<(string Id, string Type)>> ImportAsync(Visit visit)
    {
        (string Id, string Type)[] activities =
        [
            ("approve", "OrderFlow.ApprovalTask"), ("switch", "Elsa.FlowSwitch"), ("script", "Elsa.RunJavaScript"), ("answer", "Elsa.HttpEndpoint"), ("each", "Elsa.ForEach"), ("child", "Elsa.DispatchWorkflow"),
        ];
        var definition = new
        {
            definitionId = "crawled",
            name = "Crawled",
            variables = new[] { new { id = "v1", name = "Amount", typeName = "Decimal", isArray = false, value = "0" } },
            root = new
            {
                id = "flow",
                type = "Elsa.Flowchart",
                version = 1,
                activities = activities.Select((a, i) => new { id = a.Id, type = a.Type, version = 1, metadata = new { designer = new { position = new { x = i % 3 * 260, y = i / 3 * 90 }, size = new { width = 200, height = 50 } } } }),
                connections = Array.Empty<object>(),
            },
        };
        var answer = await visit.Page.APIRequest.PostAsync("/elsa/api/workflow-definitions/import", new APIRequestContextOptions
        {
            Data = JsonSerializer.Serialize(definition),
            Headers = [KeyValuePair.Create("Content-Type", "application/json")],
        });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return activities;
    }
}
