using System.Net;
using OrderFlow.Tests.Api;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances.Trial;

public sealed class TrialApiTests
{
    private const string From = "2026-05-04T12:00:00Z";

    [Fact]
    public async Task Steps_sent_again_go_on_from_what_was_answered_and_nothing_is_stored()
    {
        await using var host = await ApiHost.StartAsync();
        var owner = await host.AsAsync("pia", "process-owner");
        var (tried, _) = await TrialWorkflows.OfAsync("votes");
        await host.Store.PublishAsync(tried);
        var before = await TableSums.OfAsync(host.Store);
        var first = (await owner.PostAsync("/api/definitions/tried/try", new { from = From, steps = new object[] { new { action = "Start" } } })).Expect(HttpStatusCode.OK).Body!;
        var task = first["tasks"]![0]!["task"]!;

        var second = (await owner.PostAsync("/api/definitions/tried/try", new
        {
            from = From,
            steps = new object[] { new { action = "Start" }, new { action = "Decide", taskId = (string)task["id"]!, assignee = "role:finance", outcome = "Reject", comment = "no" }, new { action = "PushToNext" } },
        })).Expect(HttpStatusCode.OK).Body!;

        second["tasks"]![0]!["task"]!["outcome"]!.ToString().ShouldBe("Reject");
        second["tasks"]![1]!["task"]!["outcome"]!.ToString().ShouldBe("Later");
        second["now"]!.GetValue<DateTimeOffset>().ShouldBe(TestStore.Noon.AddHours(3).AddMinutes(11));
        (await TableSums.OfAsync(host.Store)).ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"steps":[]}""", 422, "$.steps", "")]
    [InlineData("""{"steps":[{"action":"Fly"}]}""", 400, "$.steps[0].action", "")]
    [InlineData("""{"steps":[{"action":"Start"},{"action":"Decide","outcome":"Approve"}]}""", 400, "$.steps[1].taskId", "")]
    [InlineData("""{"steps":[{"action":"PushToNext"}]}""", 409, "$.steps[0]", "The dry run has not begun. Its first step is the start.")]
    [InlineData("""{"steps":[{"action":"Start"},{"action":"Publish","name":"x"}]}""", 404, "$.steps[1]", "Nobody waits for event 'x' here, and it starts no workflow.")]
    [InlineData("""{"from":"9999-12-31T23:59:59Z","steps":[{"action":"Start"}]}""", 422, "$.steps[0]", "A dry run begins between the years 2000 and 2200, not in 9999.")]
    public async Task A_step_that_does_not_fit_is_refused_with_its_place(string body, int status, string field, string says)
    {
        await using var host = await ApiHost.StartAsync();
        var owner = await host.AsAsync("pia", "process-owner");
        await host.Store.PublishAsync((await TrialWorkflows.OfAsync("votes")).Tried);

        var answer = await owner.SendAsync(ApiScene.Request("POST", "/api/definitions/tried/try", System.Text.Encoding.UTF8.GetBytes(body)));

        ((int)answer.Status, answer.Body!["field"]?.ToString()).ShouldBe((status, field), answer.Body.ToJsonString());
        answer.Detail.ShouldContain(says);
    }

    [Fact]
    public async Task A_workflow_with_errors_is_answered_with_all_of_them()
    {
        await using var host = await ApiHost.StartAsync();
        var owner = await host.AsAsync("pia", "process-owner");
        await host.Store.SaveAsync(Documents.Workflow("tried", Documents.Sequence(Documents.Activity("Elsa.Nothing", "odd"))));

        var answer = (await owner.PostAsync("/api/definitions/tried/try", new { steps = new object[] { new { action = "Start" } } })).Expect(HttpStatusCode.UnprocessableEntity);

        answer.Body!["findings"]!.AsArray().ShouldNotBeEmpty();
    }
}
