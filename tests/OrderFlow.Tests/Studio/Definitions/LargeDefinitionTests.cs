using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;
using Xunit.Abstractions;

namespace OrderFlow.Tests.Studio.Definitions;

/// <summary>Two thousand activities: what a designer may draw before it loses its own overview.</summary>
public sealed class LargeDefinitionTests(ITestOutputHelper output)
{
    private const int Count = 2000;

    [Fact]
    public async Task A_definition_of_two_thousand_activities_is_saved_changed_published_and_opened()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var model = JsonNode.Parse(Documents.Workflow("large", Chart()))!;

        var saved = await TimedAsync("save", () => pia.SavedAsync(model));
        var changed = await TimedAsync("save again", () => pia.SavedAsync(saved.Described("changed")));
        var published = await TimedAsync("publish", () => pia.SavedAsync(changed, publish: true));
        var opened = await TimedAsync("open", () => pia.OpenAsync("large"));
        await TimedAsync("list", () => pia.GetAsync(ElsaCaller.Definitions + "?versionOptions=Latest"));

        published["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        opened["root"]!["activities"]!.AsArray().Count.ShouldBe(Count);
        opened["root"]!["activities"]![Count - 1]!["nodeId"]!.ToString().ShouldBe($"Workflow1:chart:a{Count - 1}");
        (await pia.PostAsync(ElsaCaller.Definitions + "/large/export")).Expect(HttpStatusCode.OK);
    }

    private async Task<T> TimedAsync<T>(string what, Func<Task<T>> act)
    {
        var watch = Stopwatch.StartNew();
        var result = await act();
        output.WriteLine($"{what}: {watch.ElapsedMilliseconds} ms");
        // Far above what is measured: it catches what grows with the square.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), what);
        return result;
    }

    private static JsonObject Chart()
    {
        var activities = Enumerable.Range(0, Count).Select(i =>
        {
            var activity = i % 4 == 0 ? Documents.Task($"a{i}", ("Users", new[] { "ann" }), ("Title", $"Step {i}")) : Documents.Activity("Elsa.WriteLine", $"a{i}", ("Text", $"line {i}"));
            activity["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = i % 50 * 200, ["y"] = i / 50 * 100 }, ["size"] = new JsonObject { ["width"] = 150, ["height"] = 50 } } };
            return activity;
        });
        return Documents.Flowchart([.. activities], [.. Enumerable.Range(0, Count - 1).Select(i => ($"a{i}", i % 4 == 0 ? "Approve" : "Done", $"a{i + 1}"))]);
    }
}
