using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Definitions;

public sealed class FileTests
{
    private static readonly string Chinese = Documents.Workflow("合同审批", Documents.Flowchart([Documents.Event("签署")]));

    [Fact]
    public async Task What_is_exported_can_be_imported_and_comes_as_a_draft()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await host.Store.PublishAsync(Chinese);

        var file = await pia.Http.GetAsync(ElsaCaller.Definitions + "/合同审批/export?versionOptions=Published&includeConsumingWorkflows=False");
        var text = await file.Content.ReadAsStringAsync();
        (await pia.DeleteAsync(ElsaCaller.Definitions + "/合同审批")).Expect(HttpStatusCode.NoContent);
        var imported = (await pia.SendAsync(HttpMethod.Post, ElsaCaller.Definitions + "/import", text)).Expect(HttpStatusCode.OK).Body!;

        file.Content.Headers.ContentDisposition!.FileNameStar.ShouldNotBeNull().ShouldStartWith("workflow-definition-合同审批-合同审批-");
        JsonNode.Parse(text)!["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        imported["definitionId"]!.ToString().ShouldBe("合同审批");
        imported["isPublished"]!.GetValue<bool>().ShouldBeFalse();
        imported["root"]!["activities"]![0]!["id"]!.ToString().ShouldBe("签署");
        (await pia.SendAsync(HttpMethod.Put, ElsaCaller.Definitions + "/other/import", text)).Expect(HttpStatusCode.OK).Body!["definitionId"]!.ToString().ShouldBe("other");
    }

    [Fact]
    public async Task Archives_hold_what_was_chosen_and_can_be_imported_whole()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var inner = await host.Store.PublishAsync(Documents.Workflow("inner", Documents.Sequence(), usableAsActivity: true));
        await host.Store.PublishAsync(Documents.Workflow("outer", Documents.Sequence(new JsonObject { ["id"] = "sub", ["type"] = "Inner", ["workflowDefinitionId"] = "inner" })));

        var alone = await ZipAsync(pia, new { ids = new[] { inner.Id } });
        var both = await ZipAsync(pia, new { ids = new[] { inner.Id }, includeConsumingWorkflows = true });
        (await pia.PostAsync("/elsa/api/bulk-actions/delete/workflow-definitions/by-definition-id", new { definitionIds = new[] { "inner", "outer", "nope" } })).Body!["deleted"]!.GetValue<int>().ShouldBe(2);
        var count = (await UploadAsync(pia, ("all.zip", both))).Expect(HttpStatusCode.OK).Body!["count"]!.GetValue<int>();

        Names(alone).ShouldHaveSingleItem().ShouldStartWith("workflow-definition-inner-");
        Names(both).Count.ShouldBe(2);
        count.ShouldBe(2);
        (await pia.OpenAsync("outer"))["root"]!["activities"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_none_leaves_nothing_half_done()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var bomb = Zip(("big.json", new byte[60 * 1024 * 1024]));

        var answers = new[]
        {
            await UploadAsync(pia, ("good.json", Encoding.UTF8.GetBytes(Chinese)), ("bad.json", "{"u8.ToArray()), ("elsa2.json", """{"activities":[],"connections":[]}"""u8.ToArray())),
            await UploadAsync(pia, ("bomb.zip", bomb)),
            await UploadAsync(pia, ("broken.zip", "PK and no more"u8.ToArray())),
            await UploadAsync(pia),
        };

        answers[0].Sentences().Count.ShouldBe(2);
        answers[0].Sentences()[0].ShouldStartWith("bad.json");
        answers[0].Sentences()[1].ShouldContain("Elsa 2");
        foreach (var answer in answers.Skip(1)) answer.Sentences().ShouldHaveSingleItem();
        (await pia.GetAsync(ElsaCaller.Definitions)).Body!["totalCount"]!.GetValue<int>().ShouldBe(0);
        host.Log.Errors.ShouldBeEmpty();
    }

    private static async Task<byte[]> ZipAsync(ApiClient client, object body)
    {
        var answer = await client.PostAsync("/elsa/api/bulk-actions/export/workflow-definitions", body);
        answer.Expect(HttpStatusCode.OK).Raw.Content.Headers.ContentDisposition!.FileName.ShouldBe("workflow-definitions.zip");
        return await answer.Raw.Content.ReadAsByteArrayAsync();
    }

    private static List<string> Names(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return [.. zip.Entries.Select(e => e.FullName)];
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
                using (var entry = zip.CreateEntry(name).Open()) entry.Write(content);
        return stream.ToArray();
    }

    private static async Task<ApiAnswer> UploadAsync(ApiClient client, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent("boundary");
        form.Add(new StringContent("x"), "note");
        foreach (var (name, content) in files) form.Add(new ByteArrayContent(content), "files", name);
        return await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, ElsaCaller.Definitions + "/import-files") { Content = form });
    }
}
