using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Definitions;

public sealed class CommandTests
{
    private const string Bulk = "/elsa/api/bulk-actions";

    [Fact]
    public async Task Versions_are_retracted_reverted_and_deleted()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await host.Store.PublishAsync(Flow("flow", "one"));
        await host.Store.PublishAsync(Flow("flow", "two"));

        (await pia.PostAsync(ElsaCaller.Definitions + "/flow/retract")).Expect(HttpStatusCode.OK).Body!["version"]!.GetValue<int>().ShouldBe(2);
        (await pia.PostAsync(ElsaCaller.Definitions + "/flow/retract")).Sentences().ShouldHaveSingleItem().ShouldContain("not published");
        var reverted = (await pia.PostAsync(ElsaCaller.Definitions + "/flow/revert/1")).Expect(HttpStatusCode.Created);
        (await pia.DeleteAsync(ElsaCaller.Definitions + "/flow/version/2")).Expect(HttpStatusCode.OK);
        (await pia.DeleteAsync("/elsa/api/workflow-definition-versions/" + reverted.Text("id"))).Expect(HttpStatusCode.NoContent);

        reverted.Body!["version"]!.GetValue<int>().ShouldBe(3);
        reverted.Raw.Headers.Location!.ToString().ShouldEndWith(reverted.Text("id"));
        var rest = await pia.OpenAsync("flow");
        rest["version"]!.GetValue<int>().ShouldBe(1);
        rest["isLatest"]!.GetValue<bool>().ShouldBeTrue();
        (await pia.DeleteAsync(ElsaCaller.Definitions + "/nope")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Many_are_published_and_retracted_each_by_itself()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await host.Store.SaveAsync(Flow("draft", "x"));
        await host.Store.PublishAsync(Flow("public", "x"));
        await host.Store.SaveAsync(Documents.Workflow("wrong", Documents.Sequence(Documents.Task("nobody"))));
        var ids = new { definitionIds = new[] { "draft", "public", "wrong", "nope" } };

        var published = (await pia.PostAsync(Bulk + "/publish/workflow-definitions/by-definition-ids", ids)).Expect(HttpStatusCode.OK).Body!;
        (await pia.PostAsync(ElsaCaller.Definitions + "/draft/retract")).Expect(HttpStatusCode.OK);
        var retracted = (await pia.PostAsync(Bulk + "/retract/workflow-definitions/by-definition-ids", ids)).Expect(HttpStatusCode.OK).Body!;

        Of(published).ShouldBe("published=draft alreadyPublished=public notFound=nope skipped=wrong updatedConsumers=");
        Of(retracted).ShouldBe("retracted=public alreadyRetracted=draft skipped= notPublished=wrong notFound=nope");

        static string Of(JsonNode answer) => string.Join(" ", answer.AsObject().Select(m => $"{m.Key}={string.Join(",", m.Value!.AsArray().Select(v => v!.ToString()))}"));
    }

    [Fact]
    public async Task Users_of_a_workflow_take_its_new_version_where_it_says_so()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var inner = JsonNode.Parse(Documents.Workflow("inner", Documents.Sequence(), usableAsActivity: true))!;
        inner["options"]!["autoUpdateConsumingWorkflows"] = true;
        var first = await pia.SavedAsync(inner, publish: true);
        var outer = await host.Store.PublishAsync(Documents.Workflow("outer", Documents.Sequence(new JsonObject { ["id"] = "sub", ["type"] = "Inner", ["workflowDefinitionId"] = "inner" })));

        var second = await pia.SaveAsync(first.Described("changed"), publish: true);
        var published = await pia.OpenAsync("outer", "Published");
        var again = (await pia.PostAsync(ElsaCaller.Definitions + "/inner/update-references")).Expect(HttpStatusCode.OK).Body!;

        second.Expect(HttpStatusCode.OK).Body!["consumingWorkflowCount"]!.GetValue<int>().ShouldBe(1);
        published["id"]!.ToString().ShouldNotBe(outer.Id);
        published["root"]!["activities"]![0]!["workflowDefinitionVersionId"]!.ToString().ShouldBe(second.Body!["workflowDefinition"]!["id"]!.ToString());
        published["root"]!["activities"]![0]!["version"]!.GetValue<int>().ShouldBe(2);
        again["affectedWorkflows"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_workflow_is_run_by_its_button_and_sent_on_its_way_by_programs()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        await host.Store.SaveAsync(Documents.Workflow("flow", Documents.Sequence(Documents.Event("go")), strategy: "Singleton"));

        var run = await pia.PostAsync(ElsaCaller.Definitions + "/flow/execute", new { correlationId = "c1", triggerActivityId = (string?)null, versionOptions = "Latest", input = new { } });
        var draft = await pia.PostAsync(ElsaCaller.Definitions + "/flow/dispatch", new { });
        await pia.PostAsync(ElsaCaller.Definitions + "/flow/publish");
        var second = await pia.PostAsync(ElsaCaller.Definitions + "/flow/execute", new { versionOptions = "Latest" });
        await host.Store.PublishAsync(Flow("quick", "x"));
        var many = await pia.PostAsync(ElsaCaller.Definitions + "/quick/bulk-dispatch", new { count = 3 });

        var state = run.Expect(HttpStatusCode.OK).Body!["workflowState"]!;
        run.Raw.Headers.GetValues("x-elsa-workflow-instance-id").ShouldHaveSingleItem().ShouldBe(state["id"]!.ToString());
        state!["status"]!.ToString().ShouldBe("Running");
        draft.Expect(HttpStatusCode.NotFound);
        second.Expect(HttpStatusCode.OK).Raw.Headers.GetValues("x-elsa-workflow-cannot-start").ShouldHaveSingleItem().ShouldBe("true");
        many.Expect(HttpStatusCode.OK).Body!["workflowInstanceIds"]!.AsArray().Select(i => i!.ToString()).Distinct().Count().ShouldBe(3);
        (await pia.PostAsync(ElsaCaller.Definitions + "/nope/execute")).Expect(HttpStatusCode.NotFound);
    }

    private static string Flow(string id, string line) => Documents.Workflow(id, Documents.Sequence(Documents.Activity("Elsa.WriteLine", "line", ("Text", line))));
}
