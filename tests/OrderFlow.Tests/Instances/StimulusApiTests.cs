using System.Net;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class StimulusApiTests
{
    [Fact]
    public async Task An_event_resumes_those_of_its_correlation_id()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("waits", Documents.Sequence(Documents.Event("Paid"))));
        var (mine, other) = (await host.Store.StartAsync("waits", new() { CorrelationId = "C-1" }), await host.Store.StartAsync("waits", new() { CorrelationId = "C-2" }));
        var bank = await host.AsAsync("bank", "integration");

        (await bank.PostAsync("/api/events", new { name = "Paid", correlationId = "C-1", payload = new { amount = 5 } })).Expect(HttpStatusCode.Accepted);

        (await host.Store.StateAsync(mine.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.Store.StateAsync(other.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task An_event_under_the_same_operation_is_published_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("waits", Documents.Sequence(Documents.Event("Paid"), Documents.Event("Paid", "second"))));
        var instance = await host.Store.StartAsync("waits");
        var bank = await host.AsAsync("bank", "integration");
        var operation = Guid.NewGuid();

        for (var i = 0; i < 2; i++) (await bank.PostAsync("/api/events", new { name = "Paid", operationId = operation })).Expect(HttpStatusCode.Accepted);
        var other = await bank.PostAsync("/api/events", new { name = "Paid", payload = 1, operationId = operation });

        other.Expect(HttpStatusCode.Conflict);
        (await host.Store.StateAsync(instance.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task The_result_of_a_run_task_is_brought_once()
    {
        await using var host = await ApiHost.StartAsync();
        var instance = await StartRunTaskAsync(host);
        var reference = (await host.Store.StateAsync(instance)).Bookmarks.Single().Reference;
        var (crm, operation) = (await host.AsAsync("crm", "integration"), Guid.NewGuid());

        var first = await crm.PostAsync($"/api/run-tasks/{reference}/complete", new { result = new { score = 7 }, operationId = operation });
        var again = await crm.PostAsync($"/api/run-tasks/{reference}/complete", new { result = new { score = 7 }, operationId = operation });
        var late = await crm.PostAsync($"/api/run-tasks/{reference}/complete", new { result = 1 });

        first.Expect(HttpStatusCode.OK).Text("subStatus").ShouldBe("Finished");
        late.Expect(HttpStatusCode.NotFound).Detail.ShouldContain(reference.ToString()!);
        again.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stimulus_finds_the_one_bookmark_that_waits_for_it()
    {
        await using var host = await ApiHost.StartAsync();
        var (first, second) = (await StartRunTaskAsync(host, "C-1"), await StartRunTaskAsync(host, "C-2"));
        var (crm, operation) = (await host.AsAsync("crm", "integration"), Guid.NewGuid());
        var body = new { kind = "RunTask", key = "Score", correlationId = "C-2", operationId = operation };

        (await crm.PostAsync("/api/bookmarks/resume", new { kind = "RunTask", key = "Score" })).Expect(HttpStatusCode.Conflict).Detail.ShouldContain("More than one");
        var resumed = (await crm.PostAsync("/api/bookmarks/resume", body)).Expect(HttpStatusCode.OK);
        var again = await crm.PostAsync("/api/bookmarks/resume", body);

        resumed.Id().ShouldBe(second);
        again.Expect(HttpStatusCode.OK).Body!.ToJsonString().ShouldBe(resumed.Body!.ToJsonString());
        (await host.Store.StateAsync(first)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task A_bookmark_that_a_person_answers_cannot_be_resumed_past_them()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("approval", Documents.Sequence(Documents.Task("check", ("Users", new[] { "ann" })))));
        var id = (await host.Store.StartAsync("approval")).Id;
        var root = await host.AsAsync("root", "admin");
        var rows = await host.Store.RowsAsync();

        var answer = await root.PostAsync($"/api/instances/{id}/bookmarks/1/resume", new { input = new { Outcome = "Approve" } });

        answer.Expect(HttpStatusCode.UnprocessableEntity).Detail.ShouldContain("answered through that, not resumed");
        (await host.Store.RowsAsync()).ShouldBe(rows);
    }

    private static async Task<Guid> StartRunTaskAsync(ApiHost host, string? correlation = null)
    {
        await host.Store.PublishAsync(Documents.Workflow("scored", Documents.Sequence(Documents.Activity("Elsa.RunTask", "score", ("TaskName", "Score")))));
        return (await host.Store.StartAsync("scored", new() { CorrelationId = correlation })).Id;
    }
}
