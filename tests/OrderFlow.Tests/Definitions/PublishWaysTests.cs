using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Hosting.Commands;
using OrderFlow.Tests.Studio.Definitions;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

/// <summary>Every way to publish, of a workflow that is published by two.</summary>
public sealed class PublishWaysTests
{
    private static readonly string Flow = Documents.ReleasedBy(Documents.Workflow("flow", Documents.Event("go")), SecondPerson.Anybody);

    [Fact]
    public async Task By_the_API_it_is_asked_for_seen_and_released()
    {
        await using var host = await ApiHost.StartAsync();
        var (pia, adam) = (await host.AsAsync("pia", "process-owner"), await host.AsAsync("adam", "admin"));
        await pia.SendAsync(HttpMethod.Put, "/api/definitions/flow", Flow);

        var asked = (await pia.PostAsync("/api/definitions/flow/publish", new { note = "Why." })).Expect(HttpStatusCode.Accepted).Body!;
        var view = (await adam.GetAsync("/api/definitions/flow")).Body!;
        var own = await pia.PostAsync("/api/definitions/flow/confirm", new { requestId = asked["pending"]!["id"]!.ToString() });
        var foreign = await adam.PostAsync("/api/definitions/other/confirm", new { requestId = asked["pending"]!["id"]!.ToString() });
        var released = (await adam.PostAsync("/api/definitions/flow/confirm", new { requestId = asked["pending"]!["id"]!.ToString() })).Expect(HttpStatusCode.OK).Body!["version"]!;

        (view["pending"]!["askedBy"]!.ToString(), view["pending"]!["note"]!.ToString(), view["version"]!["isPublished"]!.GetValue<bool>()).ShouldBe(("pia", "Why.", false));
        own.Expect(HttpStatusCode.Forbidden).Detail.ShouldContain("another person");
        foreign.Expect(HttpStatusCode.NotFound);
        (released["isPublished"]!.GetValue<bool>(), released["publishedBy"]!.ToString(), released["note"]!.ToString()).ShouldBe((true, "adam", "Why."));
        (await pia.GetAsync("/api/definitions/flow")).Body!["pending"].ShouldBeNull();
        (await pia.GetAsync("/api/definitions/flow/requests")).Body![0]!["state"]!.ToString().ShouldBe("Confirmed");
    }

    [Fact]
    public async Task By_saving_with_publish_it_stays_a_draft_that_waits()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");

        (await pia.SendAsync(HttpMethod.Put, "/api/definitions/flow?publish=true&note=Why.", Flow)).Expect(HttpStatusCode.Accepted).Body!["pending"]!["note"]!.ToString().ShouldBe("Why.");

        (await WaitsAsync(host)).ShouldBeTrue();
    }

    [Fact]
    public async Task By_the_designers_button_it_is_saved_and_the_designer_is_told_that_it_waits()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var model = JsonNode.Parse(Flow)!;

        var first = (await pia.SaveAsync(model, publish: true)).Sentences();
        var repeated = (await pia.SaveAsync(model, publish: true)).Sentences();
        var opened = await pia.OpenAsync("flow");
        await pia.SavedAsync(opened);

        first.ShouldHaveSingleItem().ShouldBe("Saved as draft version 1. It waits for a second person to release it; 'pia' has asked.");
        repeated.ShouldBe(first);
        opened["customProperties"]![SecondPerson.Property]!.ToString().ShouldBe("anybody", "the designer keeps it");
        (await WaitsAsync(host)).ShouldBeTrue("opening and saving the same takes nothing back");
        await pia.SavedAsync(opened.Described("changed"));
        (await WaitsAsync(host)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/elsa/api/workflow-definitions/flow/publish", HttpStatusCode.BadRequest)]
    [InlineData("/elsa/api/bulk-actions/publish/workflow-definitions/by-definition-ids", HttpStatusCode.OK)]
    public async Task By_Elsas_other_ways_it_waits_too(string path, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await pia.SavedAsync(JsonNode.Parse(Flow)!);

        var answer = (await pia.PostAsync(path, new { definitionIds = new[] { "flow" } })).Expect(status).Body!;

        if (status == HttpStatusCode.OK) (answer["published"]!.AsArray().Count, answer["skipped"]![0]!.ToString()).ShouldBe((0, "flow"));
        (await WaitsAsync(host)).ShouldBeTrue();
    }

    [Fact]
    public async Task By_an_import_it_is_a_draft_whatever_the_file_says()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var file = JsonNode.Parse(Flow)!;
        file["isPublished"] = true;

        (await pia.SendAsync(HttpMethod.Post, "/elsa/api/workflow-definitions/import", file.ToJsonString())).Expect(HttpStatusCode.OK);

        (await host.Store.ScalarAsync<long>("SELECT count(*) FROM definitions WHERE is_published")).ShouldBe(0);
        (await host.Store.ScalarAsync<long>("SELECT count(*) FROM publish_requests")).ShouldBe(0);
    }

    [Fact]
    public async Task By_a_new_version_of_what_it_uses_it_waits_and_goes_on_as_it_was()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var inner = JsonNode.Parse(Documents.Workflow("inner", Documents.Sequence(), usableAsActivity: true))!;
        inner["options"]!["autoUpdateConsumingWorkflows"] = true;
        await host.Store.PublishAsync(inner.ToJsonString());
        var flow = await host.Store.PublishAsync(Documents.ReleasedBy(
            Documents.Workflow("flow", Documents.Sequence(new JsonObject { ["id"] = "sub", ["type"] = "Inner", ["workflowDefinitionId"] = "inner" })), SecondPerson.Anybody));
        inner["description"] = "changed";
        await pia.SavedAsync(inner);

        (await pia.PostAsync("/api/definitions/inner/publish")).Expect(HttpStatusCode.OK);

        (await pia.OpenAsync("flow", "Published"))["id"]!.ToString().ShouldBe(flow.Id);
        (await host.Store.ScalarAsync<long>("SELECT version::bigint FROM publish_requests WHERE state = 0 AND definition_id = 'flow'")).ShouldBe(2);
    }

    [Fact]
    public async Task By_the_hosts_own_files_it_is_published_at_once()
    {
        await using var store = await TestStore.CreateAsync();
        await using var folder = new TemporaryFolder();
        var file = new FileInfo(Path.Combine(folder.Path, "flow.json"));
        await File.WriteAllTextAsync(file.FullName, Flow);

        (await store.Get<WorkflowFiles>().PublishAsync(folder.Path, default)).ShouldHaveSingleItem().ShouldStartWith("Published");
        await File.WriteAllTextAsync(file.FullName, Flow.Replace("go", "went", StringComparison.Ordinal));
        (await ImportCommand.ImportAsync(store.Get<DefinitionStore>(), file, publish: true, default)).IsDone.ShouldBeTrue();

        (await store.Get<DefinitionStore>().FindAsync("flow", VersionChoice.Published, default))!.ShouldSatisfyAllConditions(v => v.Version.ShouldBe(2), v => v.PublishedBy.ShouldBeNull(), v => v.SecondPersonInForce.ShouldBe("anybody"));
    }

    [Fact]
    public async Task A_note_is_kept_with_its_version_and_only_a_drafts_changes()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await pia.SendAsync(HttpMethod.Put, "/api/definitions/plain?note=first", Documents.Workflow("plain", Documents.Event("go")));
        await pia.SendAsync(HttpMethod.Put, "/api/definitions/plain/note", """{"note":" second "}""");
        await pia.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/definitions/plain/publish"));
        var late = await pia.SendAsync(HttpMethod.Put, "/api/definitions/plain/note", """{"note":"late"}""");
        await pia.SendAsync(HttpMethod.Put, "/api/definitions/plain", Documents.Workflow("plain", Documents.Event("gone")));
        await pia.PostAsync("/api/definitions/plain/publish", new { note = "third" });

        var versions = (await pia.GetAsync("/api/definitions/plain/versions")).Body!.AsArray();

        versions.Select(v => $"{v!["version"]} {v["note"]} {v["publishedBy"]} {v["changedBy"]}").ShouldBe(["2 third pia pia", "1 second pia pia"]);
        late.Expect(HttpStatusCode.Conflict).Detail.ShouldContain("was published");
        (await pia.PostAsync("/api/definitions/plain/publish", new { note = new string('x', 1001) })).Expect(HttpStatusCode.UnprocessableEntity).Text("field").ShouldBe("$.note");
        (await pia.SendAsync(HttpMethod.Put, "/api/definitions/plain?note=" + new string('x', 1001), Flow)).Expect(HttpStatusCode.BadRequest).Text("field").ShouldBe("note");
    }

    [Fact]
    public async Task A_save_onto_a_revision_that_somebody_else_has_changed_is_refused_and_names_them()
    {
        await using var host = await ApiHost.StartAsync();
        var (pia, adam) = (await host.AsAsync("pia", "process-owner"), await host.AsAsync("adam", "admin"));
        var seen = (int)(await pia.SendAsync(HttpMethod.Put, "/api/definitions/plain", Documents.Workflow("plain", Documents.Event("go")))).Body!["version"]!["revision"]!;
        await adam.SendAsync(HttpMethod.Put, $"/api/definitions/plain?revision={seen}", Documents.Workflow("plain", Documents.Event("went")));

        var stale = await pia.SendAsync(HttpMethod.Put, $"/api/definitions/plain?revision={seen}", Documents.Workflow("plain", Documents.Event("gone")));
        var fresh = await pia.SendAsync(HttpMethod.Put, $"/api/definitions/plain?revision={seen + 1}", Documents.Workflow("plain", Documents.Event("gone")));

        stale.Expect(HttpStatusCode.Conflict).Text("code").ShouldBe("stale");
        stale.Detail.ShouldContain("adam");
        stale.Detail.ShouldContain("2026-05-04 12:00:00");
        ((int)fresh.Expect(HttpStatusCode.OK).Body!["version"]!["version"]!).ShouldBe(1);
        (await pia.SendAsync(HttpMethod.Put, "/api/definitions/plain?revision=-1", Flow)).Expect(HttpStatusCode.BadRequest).Text("field").ShouldBe("revision");
    }

    [Fact]
    public async Task Refusals_are_said_in_Chinese_too()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        pia.Http.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        await host.Store.SaveAsync(Flow);

        (await pia.PostAsync("/api/definitions/flow/retract")).Expect(HttpStatusCode.Conflict).Detail.ShouldBe("流程“flow”尚未发布。");
        (await pia.PostAsync("/api/definitions/nope/publish")).Expect(HttpStatusCode.NotFound).Detail.ShouldBe("没有流程“nope”。");
        (await pia.PostAsync("/api/definitions/flow/revert", new { version = 7 })).Expect(HttpStatusCode.NotFound).Detail.ShouldBe("流程“flow”没有版本 7。");
    }

    private static async Task<bool> WaitsAsync(ApiHost host) =>
        await host.Store.ScalarAsync<long>("SELECT count(*) FROM publish_requests WHERE state = 0 AND definition_id = 'flow'") == 1
        && await host.Store.ScalarAsync<long>("SELECT count(*) FROM definitions WHERE is_published AND definition_id = 'flow'") == 0;
}
