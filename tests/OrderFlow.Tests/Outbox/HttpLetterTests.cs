using System.Net;
using System.Text;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Outbox;

public sealed class HttpLetterTests : IAsyncLifetime, IDisposable
{
    private readonly HttpListener server = new();
    private readonly List<(string Method, string Body, string? Key)> requests = [];
    private OutboxRig rig = null!;
    private string url = "";
    private Task serving = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        rig = await OutboxRig.CreateAsync();
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        server.Prefixes.Add(url);
    }

    public void Dispose() => ((IDisposable)server).Dispose();

    public async Task DisposeAsync()
    {
        server.Close();
        await serving;
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task The_answer_resumes_the_instance_and_the_request_has_a_key()
    {
        Serve();
        var instance = await StartAsync();

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);

        var state = await rig.Store.StateAsync(instance);
        state.Status.ShouldBe(WorkflowStatus.Finished);
        (await LinesAsync(instance)).ShouldBe(["stock 5"]);
        requests.ShouldHaveSingleItem().ShouldBe(("POST", """{"sku":"A-1"}""", (await rig.Store.ScalarAsync<Guid>("SELECT id FROM outbox")).ToString()));
    }

    [Fact]
    public async Task Without_an_answer_it_is_tried_again_and_then_the_flow_goes_its_way_for_that()
    {
        var instance = await StartAsync();

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(0);
        (await rig.SendAfterAsync(TimeSpan.FromSeconds(10))).ShouldBe(0);
        (await rig.Store.StateAsync(instance)).Status.ShouldBe(WorkflowStatus.Running);
        (await rig.SendAfterAsync(TimeSpan.FromSeconds(30))).ShouldBe(1);

        var lines = await LinesAsync(instance);
        (lines.Count, lines[^1]).ShouldBe((2, "no connection"));
        lines[0]!.ShouldStartWith("No answer (connect)");
    }

    [Fact]
    public async Task An_answer_for_a_suspended_instance_is_kept_until_it_is_taken_up_and_the_call_is_made_once()
    {
        Serve();
        var instance = await StartAsync();
        TestStore.Applied(await rig.Store.ApplyAsync(instance, new HoldWorkflow("wait")));

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);
        for (var minute = 0; minute < 3; minute++) await rig.SendAfterAsync(TimeSpan.FromMinutes(1));
        (await rig.Store.Pump.SweepAsync(CancellationToken.None)).ShouldBe(0);
        TestStore.Applied(await rig.Store.ApplyAsync(instance, new ReleaseWorkflow()));

        (await LinesAsync(instance)).ShouldBe(["stock 5"]);
        requests.Count.ShouldBe(1);
        (await rig.Store.RowsAsync()).ShouldNotContainKey("messages");
    }

    [Fact]
    public async Task An_answer_for_a_faulted_instance_comes_when_it_is_retried()
    {
        Serve();
        var call = Documents.Activity("Elsa.SendHttpRequest", "call", ("Url", url + "stock"), ("Method", "GET"));
        var fails = Documents.Script("fails", "if (!getVariable('Vote')) throw new Error('no')");
        await rig.Store.PublishAsync(Documents.Workflow("half", Documents.Parallel(call, fails)));
        var instance = (await rig.Store.StartAsync("half")).Id;
        (await rig.Store.StateAsync(instance)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);
        TestStore.Applied(await rig.Store.ApplyAsync(instance, new ModifyVariables(new Dictionary<string, System.Text.Json.JsonElement> { ["Vote"] = TestStore.Json("mended") })));
        TestStore.Applied(await rig.Store.ApplyAsync(instance, new RetryIncident(null)));

        (await rig.Store.StateAsync(instance)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_for_a_cancelled_instance_is_dropped()
    {
        Serve();
        var instance = await StartAsync();
        TestStore.Applied(await rig.Store.ApplyAsync(instance, new CancelWorkflow("no")));

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);

        (await rig.StatesAsync()).ShouldBe("1:1:1");
    }

    [Fact]
    public async Task What_was_answered_before_the_host_died_resumes_nothing_twice()
    {
        Serve();
        var instance = await StartAsync();
        await rig.SendAfterAsync(TimeSpan.Zero);
        await rig.Store.ExecuteAsync("UPDATE outbox SET state = 0, next_try_at = created_at, done_at = NULL");

        (await rig.SendAfterAsync(TimeSpan.Zero)).ShouldBe(1);

        (await LinesAsync(instance)).ShouldBe(["stock 5"]);
        requests.Select(r => r.Key).Distinct().ShouldHaveSingleItem();
    }

    private async Task<Guid> StartAsync()
    {
        var call = Documents.Activity("Elsa.FlowSendHttpRequest", "call", ("Url", url + "stock"), ("Method", "POST"), ("Content", new { sku = "A-1" }), ("ContentType", "application/json"), ("ExpectedStatusCodes", new[] { 200 }));
        await rig.Store.PublishAsync(Documents.Workflow("stock", Documents.Flowchart(
            [call, Documents.Input(Documents.Activity("Elsa.WriteLine", "yes"), "Text", "JavaScript", "'stock ' + getOutputFrom('call', 'ParsedContent').stock"), Documents.Activity("Elsa.WriteLine", "no", ("Text", "no connection"))],
            ("call", "200", "yes"), ("call", "Failed to connect", "no"))));
        return (await rig.Store.StartAsync("stock")).Id;
    }

    private async Task<List<string?>> LinesAsync(Guid instance) => [.. (await rig.Store.JournalAsync(instance)).Where(e => e.Event == JournalEvent.Note).Select(e => e.Message)];

    private void Serve()
    {
        server.Start();
        serving = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    var context = await server.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    requests.Add((context.Request.HttpMethod, await reader.ReadToEndAsync(), context.Request.Headers["Idempotency-Key"]));
                    context.Response.ContentType = "application/json";
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("""{"stock":5}"""));
                    context.Response.Close();
                }
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        });
    }
}
