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

    [Fact]
    public async Task A_form_brings_its_fields_and_files()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Hook(Endpoint("receive", "hook", ["POST"])));
        using var form = new MultipartFormDataContent { { new StringContent("A-17"), "number" }, { new StringContent("red"), "tag" }, { new StringContent("blue"), "tag" } };
        form.Add(new ByteArrayContent([0, 255, 7]) { Headers = { ContentType = new("image/png") } }, "photo", "照片.png");

        var answer = await host.Anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/workflows/hook?a=1&a=2&b=3") { Content = form });

        var outputs = (await host.Store.StateAsync(answer.Expect(HttpStatusCode.Accepted).Id("instanceId"))).ActivityOutputs["receive"];
        outputs["ParsedContent"].GetRawText().ShouldBe("""{"number":"A-17","tag":["red","blue"]}""");
        outputs["QueryStringData"].GetRawText().ShouldBe("""{"a":["1","2"],"b":"3"}""");
        var file = outputs["Files"][0];
        (file.GetProperty("Name").GetString(), file.GetProperty("FileName").GetString(), file.GetProperty("ContentType").GetString(), file.GetProperty("Length").GetInt32())
            .ShouldBe(("photo", "照片.png", "image/png", 3));
        file.GetProperty("Content").GetBytesFromBase64().ShouldBe([0, 255, 7]);
        outputs["File"].GetRawText().ShouldBe(file.GetRawText());
    }

    [Theory]
    [InlineData("FileSizeLimit", "2", "ExposeFileTooLargeOutcome", "File too large", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("AllowedFileExtensions", "[\"pdf\"]", "ExposeInvalidFileExtensionOutcome", "Invalid file extension", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("BlockedFileExtensions", "[\".PNG\"]", "ExposeInvalidFileExtensionOutcome", "Invalid file extension", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("AllowedMimeTypes", "[\"image/jpeg\"]", "ExposeInvalidFileMimeTypeOutcome", "Invalid file MIME type", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("RequestSizeLimit", "100", "ExposeRequestTooLargeOutcome", "Request too large", HttpStatusCode.RequestEntityTooLarge)]
    public async Task What_an_endpoint_does_not_take_is_refused_or_goes_its_own_way(string rule, string value, string exposure, string outcome, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync();
        var strict = Documents.Input(Endpoint("receive", "strict", ["POST"]), rule, "Object", value);
        var exposing = Documents.Input(Endpoint("receive", "exposing", ["POST"]), rule, "Object", value);
        exposing[System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(exposure)] = true;
        await host.Store.PublishAsync(Hook(strict, "strict"));
        await host.Store.PublishAsync(Documents.Workflow("exposing", Documents.Flowchart([Documents.Trigger(exposing), Documents.Event("refused"), Documents.Event("taken")], ("receive", outcome, "refused"), ("receive", "Done", "taken"))));

        (await host.Anonymous.SendAsync(Photo("/workflows/strict"))).Expect(status);
        (await host.Store.RowsAsync()).ShouldBeEmpty();
        var answer = await host.Anonymous.SendAsync(Photo("/workflows/exposing"));

        var state = await host.Store.StateAsync(answer.Expect(HttpStatusCode.Accepted).Id("instanceId"));
        state.Bookmarks.Single().ActivityId.ShouldBe("refused");
        state.ActivityOutputs["receive"].ShouldNotContainKey("Files");
    }

    [Theory]
    [InlineData("AllowedFileExtensions", "[\"png\",\"jpg\"]")]
    [InlineData("BlockedFileExtensions", "[\".exe\"]")]
    [InlineData("AllowedMimeTypes", "[\"IMAGE/png\"]")]
    [InlineData("FileSizeLimit", "3")]
    [InlineData("AllowedFileExtensions", "")]
    public async Task A_file_within_the_rules_is_taken(string rule, string value)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Hook(Documents.Input(Endpoint("receive", "hook", ["POST"]), rule, "Object", value)));

        (await host.Anonymous.SendAsync(Photo("/workflows/hook"))).Expect(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    public async Task A_form_that_cannot_be_read_is_400(string type)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Hook(Endpoint("receive", "hook", ["POST"])));
        using var body = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        (await host.Anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/workflows/hook") { Content = body })).Expect(HttpStatusCode.BadRequest);
    }

    private static HttpRequestMessage Photo(string path) => new(HttpMethod.Post, path)
    {
        Content = new MultipartFormDataContent { { new ByteArrayContent([0, 255, 7]) { Headers = { ContentType = new("image/png") } }, "photo", "photo.png" } },
    };

    private static string Hook(JsonObject endpoint, string id = "hook") => Documents.Workflow(id, Documents.Sequence(Documents.Trigger(endpoint), Documents.Event("never")));

    private static string Confirm() => Documents.Workflow("confirm", Documents.Sequence(Endpoint("wait", "confirm", ["GET"])));

    private static JsonObject Endpoint(string id, string path, string[] methods, params (string Name, object? Value)[] more) =>
        Documents.Activity("Elsa.HttpEndpoint", id, [("Path", path), ("SupportedMethods", methods), .. more]);
}
