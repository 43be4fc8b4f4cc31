using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Instances;

public sealed class InstanceFileTests
{
    private const string Import = "/elsa/api/bulk-actions/import/workflow-instances";

    private static readonly string Waiting = Documents.Workflow("waiting", Documents.Sequence(
        Documents.Task("check", ("Users", new[] { "ann", "bob" }), ("Mode", "All"), ("Due", "1.00:00:00")), Documents.Event("go")));

    [Fact]
    public async Task An_instance_comes_back_from_its_file_and_goes_on()
    {
        await using var host = await ApiHost.StartAsync();
        var (store, op) = (host.Store, await host.AsAsync("op", "admin"));
        await store.PublishAsync(Waiting);
        var id = (await store.StartAsync("waiting")).Id;
        var task = (await store.OpenTasksAsync(id)).Single();
        TestStore.Applied(await store.DecideAsync(task, "ann"));
        var before = await store.RowsAsync();
        var file = await op.Http.GetByteArrayAsync($"/elsa/api/workflow-instances/{id}/export");
        (await op.DeleteAsync($"/elsa/api/workflow-instances/{id}")).Expect(HttpStatusCode.NoContent);

        (await SendAsync(op, ("a.json", file))).Expect(HttpStatusCode.OK).Body!["count"]!.GetValue<int>().ShouldBe(1);

        // The lines of all bursts are one row now.
        (await store.RowsAsync()).ShouldBe(before.ToDictionary(r => r.Key, r => r.Key == "journal" ? 1 : r.Value), ignoreOrder: true);
        (await store.JournalAsync(id))[^1].ShouldSatisfyAllConditions(e => e.Message.ShouldBe("Restored from a file"), e => e.Actor.ShouldBe("op"));
        TestStore.Applied(await store.DecideAsync(task, "bob"));
        (await store.StateAsync(id)).Bookmarks.ShouldHaveSingleItem().Key.ShouldBe("go");
        await store.Runner.PublishEventAsync("go", null, default, null, CancellationToken.None);
        (await store.StateAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Many_go_out_and_come_back_in_one_file()
    {
        await using var host = await ApiHost.StartAsync();
        var (store, op) = (host.Store, await host.AsAsync("op", "admin"));
        await store.PublishAsync(Waiting);
        Guid[] ids = [(await store.StartAsync("waiting")).Id, (await store.StartAsync("waiting")).Id];
        var exported = await op.PostAsync("/elsa/api/bulk-actions/export/workflow-instances", new { ids = ids.Select(i => $"{i}").Append("nope"), includeBookmarks = true });
        var zip = await exported.Raw.Content.ReadAsByteArrayAsync();
        new ZipArchive(new MemoryStream(zip)).Entries.Select(e => e.Name).ShouldBe(ids.Select(i => $"workflow-instance-{i}.json"), ignoreOrder: true);

        (await SendAsync(op, ("all.zip", zip))).Expect(HttpStatusCode.BadRequest).Body!["errors"]!["generalErrors"]!.AsArray().Count.ShouldBe(2);
        foreach (var id in ids) await op.DeleteAsync($"/elsa/api/workflow-instances/{id}");
        (await SendAsync(op, ("all.zip", zip))).Expect(HttpStatusCode.OK).Body!["count"]!.GetValue<int>().ShouldBe(2);

        (await store.RowsAsync())["instances"].ShouldBe(2);
    }

    [Theory]
    [InlineData("a.json", "")]
    [InlineData("a.json", "[1]")]
    [InlineData("a.json", "{")]
    [InlineData("a.json", """{"WorkflowState":{"id":"1"},"OrderFlow":null}""")]
    [InlineData("a.json", """{"OrderFlow":{}}""")]
    [InlineData("a.json", """{"OrderFlow":{"state":{"id":"018f0000-0000-7000-8000-000000000001","revision":1,"definitionVersionId":"nope"},"journal":[]}}""")]
    [InlineData("a.json", """{"OrderFlow":{"state":[],"journal":{}}}""")]
    [InlineData("a.zip", "not a zip")]
    public async Task What_is_no_instance_of_ours_is_refused_with_a_sentence(string name, string content)
    {
        await using var host = await ApiHost.StartAsync();
        var op = await host.AsAsync("op", "admin");

        var answer = await SendAsync(op, (name, System.Text.Encoding.UTF8.GetBytes(content)));

        answer.Expect(HttpStatusCode.BadRequest).Body!["errors"]!["generalErrors"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldStartWith(name + ": ");
        host.Log.Errors.ShouldBeEmpty();
        (await host.Store.RowsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("executions", """[{"id":1,"activityId":"gone"}]""")]
    [InlineData("bookmarks", """[{"id":1,"executionId":99,"activityId":"check"}]""")]
    public async Task A_state_that_does_not_fit_its_version_is_refused(string member, string value)
    {
        await using var host = await ApiHost.StartAsync();
        var (store, op) = (host.Store, await host.AsAsync("op", "admin"));
        await store.PublishAsync(Waiting);
        var id = (await store.StartAsync("waiting")).Id;
        var file = JsonNode.Parse(await op.Http.GetByteArrayAsync($"/elsa/api/workflow-instances/{id}/export"))!;
        await op.DeleteAsync($"/elsa/api/workflow-instances/{id}");
        file["OrderFlow"]!["state"]![member] = JsonNode.Parse(value);

        (await SendAsync(op, ("a.json", JsonSerializer.SerializeToUtf8Bytes(file)))).Expect(HttpStatusCode.BadRequest);

        (await store.RowsAsync()).ShouldBeEmpty();
    }

    private static Task<ApiAnswer> SendAsync(ApiClient client, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue(name.EndsWith(".zip", StringComparison.Ordinal) ? "application/zip" : "application/json");
            form.Add(part, "files", name);
        }

        return client.SendAsync(new HttpRequestMessage(HttpMethod.Post, Import) { Content = form });
    }
}
