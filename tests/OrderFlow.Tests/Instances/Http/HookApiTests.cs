using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances.Http;

public sealed class HookApiTests
{
    [Fact]
    public async Task A_request_starts_a_workflow_and_gets_its_answer()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("orders", Documents.Sequence(
            Documents.Trigger(Endpoint("receive", "Orders/{number}/lines", ["POST"])),
            Documents.Script("take", "setVariable('Vote', getOutputFrom('receive', 'RouteData').number + ' ' + getOutputFrom('receive', 'ParsedContent').qty + ' ' + getOutputFrom('receive', 'QueryStringData').unit)"),
            Documents.Input(Documents.Activity("Elsa.WriteHttpResponse", "answer", ("StatusCode", "Created"), ("ContentType", "text/plain")), "Content", "JavaScript", "getVariable('Vote')"))));

        var answer = await host.Anonymous.Http.PostAsync("/workflows/orders/A-17/Lines/?unit=kg", new StringContent("""{"qty":3}""", System.Text.Encoding.UTF8, "application/json"));

        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        text.ShouldBe("A-17 3 kg");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
    }

    [Fact]
    public async Task A_request_without_an_answer_is_accepted()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("hook", Documents.Sequence(Documents.Trigger(Endpoint("receive", "hook", ["GET"])))));

        var answer = await host.Anonymous.GetAsync("/workflows/hook");

        answer.Expect(HttpStatusCode.Accepted).Text("subStatus").ShouldBe("Finished");
        (await host.Store.StateAsync(answer.Id("instanceId"))).DefinitionId.ShouldBe("hook");
    }

    [Fact]
    public async Task A_request_resumes_the_instance_that_waits_at_its_path()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Confirm());
        var (mine, other) = (await host.Store.StartAsync("confirm", new() { CorrelationId = "C-1" }), await host.Store.StartAsync("confirm", new() { CorrelationId = "C-2" }));

        (await host.Anonymous.GetAsync("/workflows/confirm")).Expect(HttpStatusCode.Conflict).Detail.ShouldContain("correlationId");
        (await host.Anonymous.GetAsync("/workflows/confirm?correlationId=C-1")).Expect(HttpStatusCode.Accepted);
        (await host.Anonymous.GetAsync($"/workflows/confirm?workflowInstanceId={mine.Id}")).Expect(HttpStatusCode.NotFound);
        (await host.Anonymous.GetAsync("/workflows/confirm")).Expect(HttpStatusCode.Accepted).Id("instanceId").ShouldBe(other.Id);

        (await host.Store.StateAsync(mine.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_request_that_is_sent_twice_with_one_key_starts_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("hook", Documents.Sequence(Documents.Trigger(Endpoint("receive", "hook", ["POST"])))));
        host.Anonymous.Http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await host.Anonymous.PostAsync("/workflows/hook", new { a = 1 });
        var again = await host.Anonymous.PostAsync("/workflows/hook", new { a = 1 });

        again.Expect(HttpStatusCode.Accepted).Id("instanceId").ShouldBe(first.Id("instanceId"));
        (await host.Store.RowsAsync())["instances"].ShouldBe(1);
    }

    [Fact]
    public async Task An_exact_path_wins_over_one_with_parameters()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("any", Documents.Sequence(Documents.Trigger(Endpoint("receive", "a/{b}", ["GET"])))));
        await host.Store.PublishAsync(Documents.Workflow("exact", Documents.Sequence(Documents.Trigger(Endpoint("receive", "a/b", ["GET"])))));

        var (exact, any) = (await host.Anonymous.GetAsync("/workflows/A/B"), await host.Anonymous.GetAsync("/workflows/a/c"));

        (await host.Store.StateAsync(exact.Id("instanceId"))).DefinitionId.ShouldBe("exact");
        (await host.Store.StateAsync(any.Id("instanceId"))).DefinitionId.ShouldBe("any");
    }

    [Fact]
    public async Task An_endpoint_for_people_asks_who_calls()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("guarded", Documents.Sequence(Documents.Trigger(Endpoint("receive", "guarded", ["GET"], ("Authorize", true), ("Policy", "finance"))))));
        var (ann, fay) = (await host.AsAsync("ann"), await host.AsAsync("fay", "finance"));

        (await host.Anonymous.GetAsync("/workflows/guarded")).Expect(HttpStatusCode.Unauthorized);
        (await ann.GetAsync("/workflows/guarded")).Expect(HttpStatusCode.Forbidden);
        (await host.Store.RowsAsync()).ShouldBeEmpty();

        (await fay.GetAsync("/workflows/guarded")).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_key_or_cookie_never_reaches_the_workflow()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("hook", Documents.Sequence(Documents.Trigger(Endpoint("receive", "hook", ["GET"])), Documents.Event("never"))));
        var ann = await host.AsAsync("ann");
        ann.Http.DefaultRequestHeaders.Add("X-Mark", "seen");

        var id = (await ann.GetAsync("/workflows/hook")).Id("instanceId");

        var headers = (await host.Store.StateAsync(id)).ActivityOutputs["receive"]["Headers"];
        headers.TryGetProperty("X-Mark", out _).ShouldBeTrue();
        headers.TryGetProperty("X-Api-Key", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("GET", "/workflows/nowhere")]
    [InlineData("DELETE", "/workflows/confirm")]
    [InlineData("GET", "/workflows/")]
    [InlineData("GET", "/workflows/confirm/more")]
    public async Task A_path_at_which_nobody_waits_is_404(string method, string path)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Confirm());
        await host.Store.StartAsync("confirm");

        (await host.Anonymous.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).Expect(HttpStatusCode.NotFound).Detail.ShouldContain(method);
    }

    private static string Confirm() => Documents.Workflow("confirm", Documents.Sequence(Endpoint("wait", "confirm", ["GET"])));

    private static JsonObject Endpoint(string id, string path, string[] methods, params (string Name, object? Value)[] more) =>
        Documents.Activity("Elsa.HttpEndpoint", id, [("Path", path), ("SupportedMethods", methods), .. more]);
}
