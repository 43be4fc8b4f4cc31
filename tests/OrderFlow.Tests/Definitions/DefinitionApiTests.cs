using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

public sealed class DefinitionApiTests
{
    private static readonly string First = Documents.Workflow("flow", Documents.Sequence(Documents.Event("go")));
    private static readonly string Second = Documents.Workflow("flow", Documents.Sequence(Documents.Event("go", "other")));
    private static readonly string Wrong = Documents.Workflow("flow", Documents.Sequence(Documents.Activity("Elsa.Nonsense", "x")));

    [Fact]
    public async Task A_draft_is_saved_published_reverted_and_deleted()
    {
        await using var host = await ApiHost.StartAsync();
        var owner = await host.AsAsync("pia", "process-owner");

        (await owner.SendAsync(HttpMethod.Put, "/api/definitions/flow", First)).Expect(HttpStatusCode.OK).Body!["version"]!["isPublished"]!.GetValue<bool>().ShouldBeFalse();
        (await owner.PostAsync("/api/instances", new { definitionId = "flow" })).Expect(HttpStatusCode.NotFound);
        (await owner.PostAsync("/api/definitions/flow/publish")).Expect(HttpStatusCode.OK);
        (await owner.PostAsync("/api/instances", new { definitionId = "flow" })).Expect(HttpStatusCode.Created);
        (await owner.SendAsync(HttpMethod.Put, "/api/definitions/flow?publish=true", Second)).Expect(HttpStatusCode.OK);
        (await owner.PostAsync("/api/definitions/flow/revert", new { version = 1 })).Expect(HttpStatusCode.OK);
        var versions = (await owner.GetAsync("/api/definitions/flow/versions")).Body!.AsArray();
        var (third, first) = (await owner.GetAsync("/api/definitions/flow"), await owner.GetAsync("/api/definitions/flow?version=1"));
        (await owner.PostAsync("/api/definitions/flow/retract")).Expect(HttpStatusCode.OK);
        (await owner.PostAsync("/api/definitions/flow/retract")).Expect(HttpStatusCode.Conflict).Detail.ShouldContain("not published");
        (await owner.PostAsync("/api/instances", new { definitionId = "flow" })).Expect(HttpStatusCode.NotFound);
        (await owner.DeleteAsync("/api/definitions/flow")).Expect(HttpStatusCode.NoContent);

        versions.Select(v => (int)v!["version"]!).ShouldBe([3, 2, 1]);
        third.Body!["document"]!["root"]!["activities"]![0]!["id"]!.ToString().ShouldBe(first.Body!["document"]!["root"]!["activities"]![0]!["id"]!.ToString());
        (await owner.GetAsync("/api/definitions/flow")).Expect(HttpStatusCode.NotFound);
        (await host.Store.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_publish_is_refused_with_everything_that_is_wrong()
    {
        await using var host = await ApiHost.StartAsync();
        var owner = await host.AsAsync("pia", "process-owner");

        var checkedOnly = await owner.SendAsync(HttpMethod.Post, "/api/definitions/validate", Wrong);
        var published = await owner.SendAsync(HttpMethod.Put, "/api/definitions/flow?publish=true", Wrong);

        checkedOnly.Expect(HttpStatusCode.OK).Body!["isValid"]!.GetValue<bool>().ShouldBeFalse();
        var finding = published.Expect(HttpStatusCode.UnprocessableEntity).Body!["findings"]!.AsArray().Where(f => f!["code"]!.ToString() != "unused-variable").ShouldHaveSingleItem()!;
        finding["pointer"]!.ToString().ShouldBe("/root/activities/0/type");
        finding["message"]!.ToString().ShouldContain("Elsa.Nonsense");
        (await owner.GetAsync("/api/definitions")).Body!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_is_a_file_that_can_be_saved_again()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(First);
        var owner = await host.AsAsync("pia", "process-owner");

        var export = await owner.GetAsync("/api/definitions/flow/export");
        var saved = await owner.SendAsync(HttpMethod.Put, "/api/definitions/flow?publish=true", export.Body!.ToJsonString());

        export.Raw.Content.Headers.ContentDisposition!.FileName.ShouldBe("flow.json");
        saved.Expect(HttpStatusCode.OK);
        export.Body!["root"]!["activities"]![0]!["id"]!.ToString().ShouldBe("go");
        export.Body["$schema"]!.ToString().ShouldStartWith("https://elsaworkflows.io/");
    }

    [Fact]
    public async Task A_version_that_nobody_knows_is_404_and_one_that_is_none_is_400()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(First);
        var ann = await host.AsAsync("ann");

        (await ann.GetAsync("/api/definitions/flow?version=7")).Expect(HttpStatusCode.NotFound).Detail.ShouldContain("'7'");
        (await ann.GetAsync("/api/definitions/flow?version=newest")).Expect(HttpStatusCode.BadRequest).Text("field").ShouldBe("version");
    }

    [Fact]
    public async Task Two_versions_are_compared_and_everybody_may_see_in_what_they_differ()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(First);
        await (await host.AsAsync("pia", "process-owner")).SendAsync(HttpMethod.Put, "/api/definitions/flow", Second);
        var ann = await host.AsAsync("ann");

        var difference = (await ann.GetAsync("/api/definitions/flow/diff")).Expect(HttpStatusCode.OK).Body!;
        var numbered = (await ann.GetAsync("/api/definitions/flow/diff?from=1&to=2")).Expect(HttpStatusCode.OK).Body!;
        var none = (await ann.GetAsync("/api/definitions/flow/diff?from=2&to=latest")).Expect(HttpStatusCode.OK).Body!;

        numbered.ToJsonString().ShouldBe(difference.ToJsonString());
        ((int)difference["from"]!["version"]!, (int)difference["to"]!["version"]!, (bool)difference["isEmpty"]!).ShouldBe((1, 2, false));
        var changes = difference["activities"]!.AsArray();
        changes.Select(c => ($"{c!["kind"]}", $"{c["oldId"]}", $"{c["newId"]}")).ShouldBe([("Changed", "sequence", "sequence"), ("Added", "", "other"), ("Removed", "go", "")]);
        changes[1]!["facts"]!.AsArray().Single(f => f!["name"]!.ToString() == "EventName")!["new"]!["text"]!.ToString().ShouldBe("go");
        ((bool)none["isEmpty"]!, none["activities"]!.AsArray().Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task A_comparison_with_a_version_that_is_not_there_or_is_none_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var owner = await host.AsAsync("pia", "process-owner");
        await owner.SendAsync(HttpMethod.Put, "/api/definitions/flow", First);

        (await owner.GetAsync("/api/definitions/flow/diff")).Expect(HttpStatusCode.NotFound).Detail.ShouldContain("'Published'");
        (await owner.GetAsync("/api/definitions/flow/diff?from=1&to=9")).Expect(HttpStatusCode.NotFound).Detail.ShouldContain("'9'");
        (await owner.GetAsync("/api/definitions/nobody/diff?from=1&to=1")).Expect(HttpStatusCode.NotFound).Detail.ShouldContain("'nobody'");
        (await owner.GetAsync("/api/definitions/flow/diff?from=old")).Expect(HttpStatusCode.BadRequest).Text("field").ShouldBe("from");
        (await owner.GetAsync("/api/definitions/flow/diff?from=1&to=new")).Expect(HttpStatusCode.BadRequest).Text("field").ShouldBe("to");
    }
}
