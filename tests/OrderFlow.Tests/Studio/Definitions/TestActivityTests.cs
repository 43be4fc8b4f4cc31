using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Definitions;

public sealed class TestActivityTests
{
    [Fact]
    public async Task An_activity_is_tried_by_itself_and_nothing_is_kept()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var script = Documents.Script("sum", "1 + 2");
        var broken = Documents.Script("broken", "nonsense.x");
        var task = Documents.Task("approve", ("Users", new[] { "ann" }), ("Title", "Please"));
        var draft = await host.Store.SaveAsync(Documents.Workflow("flow", Documents.Flowchart([script, broken, task])));

        var sum = await TryAsync("sum");
        var failed = await TryAsync("broken");
        var waiting = await TryAsync("approve");
        var none = await pia.PostAsync("/elsa/api/tests/activities", new { workflowDefinitionHandle = new { definitionVersionId = draft.Id }, activityHandle = new { activityId = "nope" } });

        sum.Text("status").ShouldBe("Completed");
        sum.Body!["outputs"]!["Result"]!.GetValue<int>().ShouldBe(3);
        failed.Text("status").ShouldBe("Faulted");
        failed.Body!["exception"]!["message"]!.ToString().ShouldContain("nonsense");
        waiting.Text("status").ShouldBe("Running");
        waiting.Body!["activityState"]!["Title"]!.ToString().ShouldBe("Please");
        none.Expect(HttpStatusCode.NotFound);
        (await host.Store.RowsAsync()).ShouldBeEmpty();

        async Task<ApiAnswer> TryAsync(string id) => (await pia.PostAsync(
            "/elsa/api/tests/activities",
            new { workflowDefinitionHandle = new { definitionId = "flow", versionOptions = "Latest" }, activityHandle = new { activityId = id, activityNodeId = "Workflow1:chart:" + id } })).Expect(HttpStatusCode.OK);
    }
}
