using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Definitions;

public sealed class SaveTests
{
    private static readonly JsonNode Flow = JsonNode.Parse(Documents.Workflow("flow", Documents.Flowchart([Documents.Event("go")])))!;

    [Fact]
    public async Task A_draft_is_changed_in_place_and_what_follows_a_published_version_is_a_new_draft()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");

        var created = await pia.SavedAsync(ElsaCaller.New("订单"));
        var changed = await pia.SavedAsync(created.Described("one"));
        var published = await pia.SaveAsync(changed.Described("two"), publish: true);
        var again = await pia.SaveAsync(published.Body!["workflowDefinition"]!, publish: true);
        var next = await pia.SavedAsync(published.Body!["workflowDefinition"]!.Described("three"));

        changed["id"]!.ToString().ShouldBe(created["id"]!.ToString());
        published.Expect(HttpStatusCode.OK).Body!["alreadyPublished"]!.GetValue<bool>().ShouldBeFalse();
        published.Body["workflowDefinition"]!["id"]!.ToString().ShouldBe(created["id"]!.ToString());
        published.Body["workflowDefinition"]!["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        again.Expect(HttpStatusCode.OK).Body!["alreadyPublished"]!.GetValue<bool>().ShouldBeTrue();
        ((int)next["version"]!).ShouldBe(2);
        next["id"]!.ToString().ShouldNotBe(created["id"]!.ToString());
        (next["isLatest"]!.GetValue<bool>(), next["isPublished"]!.GetValue<bool>()).ShouldBe((true, false));
        (await pia.OpenAsync(next["definitionId"]!.ToString(), "Published"))["description"]!.ToString().ShouldBe("two");
        next["root"]!["nodeId"]!.ToString().ShouldBe("Workflow1:root1");
        next["variables"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_studio_posts_twice_is_done_once()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");

        var created = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pia.SavedAsync(ElsaCaller.New("Twice"))));
        var changed = created[0].Described("changed");
        var saved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pia.SavedAsync(changed)));
        var published = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pia.SavedAsync(saved[0], publish: true)));
        var another = await pia.SavedAsync(ElsaCaller.New("Twice"));

        created.Select(c => c["definitionId"]!.ToString()).Distinct().ShouldHaveSingleItem();
        published.Select(p => $"{p["id"]} {p["version"]}").Distinct().ShouldHaveSingleItem();
        // The same text once more, when the first has been changed: that is no repetition.
        another["definitionId"]!.ToString().ShouldNotBe(created[0]["definitionId"]!.ToString());
        await using var db = host.Store.Db();
        (await db.Definitions.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_save_onto_what_somebody_else_has_changed_is_refused_and_its_text_is_kept()
    {
        await using var host = await ApiHost.StartAsync();
        var (pia, adam) = (await host.AsAsync("pia", "process-owner"), await host.AsAsync("adam", "admin"));
        await host.Store.PublishAsync(Flow.ToJsonString());
        var (pias, adams) = (await pia.OpenAsync("flow"), await adam.OpenAsync("flow"));

        await pia.SavedAsync(pias.Described("pia's"));
        var refused = (await adam.SaveAsync(adams.Described("adam's"))).Sentences();
        var refusedAgain = (await adam.SaveAsync(adams.Described("adam's, more"), publish: true)).Sentences();

        var sentence = refused.ShouldHaveSingleItem();
        sentence.ShouldContain("pia");
        sentence.ShouldContain("2026-05-04 12:00:00");
        var copies = (await adam.GetAsync(ElsaCaller.Definitions + "?versionOptions=Latest&searchTerm=adam")).Body!["items"]!.AsArray();
        var copy = copies.ShouldHaveSingleItem("what is refused one after the other from one opened text is one copy")!;
        sentence.ShouldContain(copy["name"]!.ToString());
        refusedAgain.ShouldHaveSingleItem().ShouldContain(copy["name"]!.ToString());
        (await adam.OpenAsync(copy["definitionId"]!.ToString()))["description"]!.ToString().ShouldBe("adam's, more");
        (await adam.OpenAsync("flow"))["description"]!.ToString().ShouldBe("pia's");
    }

    [Fact]
    public async Task Ones_own_saves_never_stand_in_the_way_but_those_of_others_between_them_do()
    {
        await using var host = await ApiHost.StartAsync();
        var (pia, adam) = (await host.AsAsync("pia", "process-owner"), await host.AsAsync("adam", "admin"));
        var first = await pia.SavedAsync(Flow);

        await pia.SavedAsync(first.Described("drag"));
        var second = await pia.SavedAsync(first.Described("drag, before the answer to the last came"));
        await adam.SavedAsync((await adam.OpenAsync("flow")).Described("adam's"));
        (await pia.SaveAsync(second.Described("stale"))).Sentences().ShouldHaveSingleItem().ShouldContain("adam");
        await pia.SavedAsync((await pia.OpenAsync("flow")).Described("after adam's"));

        (await pia.SaveAsync(second.Described("another window of pia's"))).Sentences().ShouldHaveSingleItem().ShouldContain("adam");
    }

    [Fact]
    public async Task Who_does_not_say_what_theirs_stands_on_leaves_somebody_elses_draft_as_a_version()
    {
        await using var host = await ApiHost.StartAsync();
        var (pia, adam) = (await host.AsAsync("pia", "process-owner"), await host.AsAsync("adam", "admin"));
        await pia.SavedAsync(Flow.Described("pia's"));

        var imported = (await adam.SendAsync(HttpMethod.Post, ElsaCaller.Definitions + "/import", Flow.Described("adam's").ToJsonString())).Expect(HttpStatusCode.OK).Body!;
        await adam.SendAsync(HttpMethod.Post, ElsaCaller.Definitions + "/import", Flow.Described("adam's, once more").ToJsonString());

        imported["version"]!.GetValue<int>().ShouldBe(2);
        (await adam.OpenAsync("flow"))["description"]!.ToString().ShouldBe("adam's, once more");
        (await adam.OpenAsync("flow", "1"))["description"]!.ToString().ShouldBe("pia's");
    }

    [Fact]
    public async Task The_revision_is_neither_stored_nor_exported()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var saved = await pia.SavedAsync(await pia.SavedAsync(Flow));

        saved["customProperties"]!["orderFlowRevision"]!.ToString().ShouldBe("1");
        (await pia.GetAsync("/api/definitions/flow")).Body!["document"]!.ToJsonString().ShouldNotContain("orderFlowRevision");
        (await (await pia.Http.GetAsync(ElsaCaller.Definitions + "/flow/export")).Content.ReadAsStringAsync()).ShouldNotContain("orderFlowRevision");
    }

    [Fact]
    public async Task What_does_not_publish_is_refused_with_everything_that_is_wrong()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var wrong = JsonNode.Parse(Documents.Workflow("wrong", Documents.Flowchart([Documents.Task("approve"), Documents.Activity("Elsa.Event", "wait")], ("approve", "Approve", "gone"))))!;

        var saved = await pia.SavedAsync(wrong);
        var sentences = (await pia.SaveAsync(saved, publish: true)).Sentences();
        var listed = (await pia.PostAsync(ElsaCaller.Definitions + "/wrong/publish")).Sentences();

        sentences.Take(3).ShouldAllBe(s => s.Contains("nobody to decide", StringComparison.Ordinal) || s.Contains("'EventName'", StringComparison.Ordinal) || s.Contains("'gone'", StringComparison.Ordinal));
        sentences.Skip(3).ShouldContain(s => s.Contains("cannot be reached", StringComparison.Ordinal));
        listed.ShouldBe(sentences);
        (await pia.OpenAsync("wrong"))["isPublished"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_the_users_language()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await host.Store.ExecuteAsync("UPDATE users SET language = 'zh-CN' WHERE name = 'pia'");
        var wrong = JsonNode.Parse(Documents.Workflow("wrong", Documents.Flowchart([Documents.Task("审批"), Documents.Activity("Elsa.Event", "等待")])))!;

        var sentences = (await pia.SaveAsync(wrong, publish: true)).Sentences();

        sentences.ShouldContain("“审批”没有人来决定。 请填写处理人、角色或受理人。");
        sentences.ShouldContain("“等待”需要填写“事件名”。 请填写“事件名”。");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    public async Task Deep_nesting_is_kept_or_refused_but_never_our_fault(int depth)
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var leaf = Documents.Event("deep").ToJsonString();
        var root = Enumerable.Range(0, depth).Aggregate(leaf, (inner, i) => $$"""{"id":"s{{i}}","type":"Elsa.Sequence","activities":[{{inner}}]}""");
        var model = Documents.Workflow("flow", Documents.Event("deep")).Replace(leaf, root, StringComparison.Ordinal);

        var answer = await pia.SendAsync(HttpMethod.Post, ElsaCaller.Definitions, $$"""{"model":{{model}},"publish":true}""");

        ((int)answer.Status).ShouldBeOneOf(200, 400);
        if (answer.Status == HttpStatusCode.OK) (await pia.GetAsync(ElsaCaller.Definitions + "/flow/export")).Expect(HttpStatusCode.OK);
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_edit_sees_a_workflow_without_the_links_to_change_it()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Flow.ToJsonString());
        var (sam, pia) = (await host.AsAsync("sam", "sales"), await host.AsAsync("pia", "process-owner"));

        (await sam.OpenAsync("flow")).Rels().ShouldNotContain("publish");
        (await pia.OpenAsync("flow")).Rels().ShouldContain("publish");
        (await sam.GetAsync(ElsaCaller.Definitions)).Body!.Rels().ShouldNotContain("bulk-publish");
        (await pia.GetAsync(ElsaCaller.Definitions)).Body!.Rels().ShouldContain("bulk-publish");
        (await sam.SaveAsync(Flow)).Expect(HttpStatusCode.Forbidden);
        foreach (var path in new[] { "flow/publish", "flow/retract", "flow/revert/1", "flow/execute", "flow/dispatch", "import", "import-files" })
            (await sam.PostAsync($"{ElsaCaller.Definitions}/{path}")).Expect(HttpStatusCode.Forbidden);
        (await sam.DeleteAsync(ElsaCaller.Definitions + "/flow")).Expect(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("{\"model\":")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("{\"model\":{\"root\":7}}")]
    [InlineData("{\"model\":7}")]
    [InlineData("{\"model\":{\"name\":\"a\\u0000b\",\"root\":{}}}")]
    [InlineData("{\"model\":{\"activities\":[],\"connections\":[]}}")]
    public async Task What_is_no_workflow_is_refused_with_a_sentence(string body)
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");

        (await pia.SendAsync(HttpMethod.Post, ElsaCaller.Definitions, body)).Sentences().ShouldHaveSingleItem().ShouldNotBeEmpty();

        host.Log.Errors.ShouldBeEmpty();
    }
}
