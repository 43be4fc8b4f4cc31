using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Definitions;

public sealed class ReadTests
{
    [Fact]
    public async Task Lists_are_asked_for_as_studio_asks()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        foreach (var id in new[] { "ant", "bee", "cat" }) await host.Store.PublishAsync(Flow(id, "one"));
        await host.Store.SaveAsync(Flow("bee", "two"));

        (await ListAsync("versionOptions=Latest&Page=0&PageSize=2&SearchTerm=&IsSystem=False&OrderDirection=Ascending")).ShouldBe("ant 1, bee 2 of 3");
        (await ListAsync("versionOptions=Latest&Page=1&PageSize=2&SearchTerm=&IsSystem=False&OrderDirection=Ascending")).ShouldBe("cat 1 of 3");
        (await ListAsync("versionOptions=Latest&OrderBy=Name&OrderDirection=Descending")).ShouldBe("cat 1, bee 2, ant 1 of 3");
        (await ListAsync("versionOptions=Published&DefinitionIds=bee&DefinitionIds=cat")).ShouldBe("bee 1, cat 1 of 2");
        (await ListAsync("versionOptions=AllVersions&DefinitionIds=bee&OrderBy=Version&OrderDirection=Descending&Page=0&PageSize=10")).ShouldBe("bee 2, bee 1 of 2");
        (await ListAsync("versionOptions=&SEARCHTERM=BEE")).ShouldBe("bee 2, bee 1 of 2");
        (await ListAsync("versionOptions=Latest&SearchTerm=%25")).ShouldBe(" of 0");
        (await ListAsync("versionOptions=Latest&IsSystem=True")).ShouldBe(" of 0");
        (await pia.GetAsync(ElsaCaller.Definitions + "?versionOptions=Newest")).Sentences().ShouldHaveSingleItem().ShouldContain("Newest");
        (await pia.GetAsync(ElsaCaller.Definitions + "?page=x")).Sentences().ShouldHaveSingleItem().ShouldContain("page");

        async Task<string> ListAsync(string query)
        {
            var body = (await pia.GetAsync($"{ElsaCaller.Definitions}?{query}")).Expect(HttpStatusCode.OK).Body!;
            return $"{string.Join(", ", body["items"]!.AsArray().Select(i => $"{i!["name"]} {i["version"]}"))} of {body["totalCount"]}";
        }
    }

    [Fact]
    public async Task Names_are_unique_but_for_ones_own()
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");
        await host.Store.SaveAsync(Flow("ant", "one"));

        (await UniqueAsync("name=ant")).ShouldBeFalse();
        (await UniqueAsync("name=ant&definitionId=ant")).ShouldBeTrue();
        (await UniqueAsync("name=Workflow%201")).ShouldBeTrue();

        async Task<bool> UniqueAsync(string query) => (await ann.GetAsync($"{ElsaCaller.Definitions}/validation/is-name-unique?{query}")).Body!["isUnique"]!.GetValue<bool>();
    }

    [Fact]
    public async Task What_is_not_known_here_is_shown_as_not_found_and_keeps_its_content()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var strange = new JsonObject { ["id"] = "odd", ["type"] = "Acme.Teleport", ["version"] = 4, ["where"] = "<script>alert(1)</script>", ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = 7 } } };
        var newer = new JsonObject { ["id"] = "line", ["type"] = "Elsa.WriteLine", ["version"] = 9 };
        var generic = new JsonObject { ["id"] = "set", ["type"] = "Elsa.SetVariable<String>" };

        var shown = await pia.SavedAsync(JsonNode.Parse(Documents.Workflow("flow", Documents.Flowchart([strange, newer, generic])))!);
        var again = await pia.SavedAsync(shown);

        var activities = shown["root"]!["activities"]!.AsArray();
        activities[0]!["type"]!.ToString().ShouldBe("Elsa.NotFoundActivity");
        activities[0]!["missingTypeName"]!.ToString().ShouldBe("Acme.Teleport");
        activities[0]!["missingTypeVersion"]!.GetValue<int>().ShouldBe(4);
        activities[0]!["metadata"]!["designer"]!["position"]!.GetValue<int>().ShouldBe(7);
        JsonNode.Parse(again["root"]!["activities"]![0]!["originalActivityJson"]!.ToString())!["where"]!.ToString().ShouldBe("<script>alert(1)</script>");
        activities.Skip(1).Select(a => $"{a!["type"]} {a["version"]}").ShouldBe(["Elsa.WriteLine 1", "Elsa.SetVariable 1"]);
        activities.Select(a => a!["nodeId"]!.ToString()).ShouldBe(["Workflow1:chart:odd", "Workflow1:chart:line", "Workflow1:chart:set"]);
    }

    [Fact]
    public async Task What_stands_inside_an_activity_is_found_also_in_a_workflow_used_as_one()
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");
        var inner = await host.Store.PublishAsync(Documents.Workflow("inner", Documents.Sequence(Documents.Event("deep")), usableAsActivity: true));
        var used = new JsonObject { ["id"] = "sub", ["type"] = "inner", ["version"] = 1, ["workflowDefinitionId"] = "inner" };
        var branch = new JsonObject { ["id"] = "if", ["type"] = "Elsa.If", ["then"] = Documents.Sequence(used) };
        var outer = await host.Store.PublishAsync(Documents.Workflow("outer", Documents.Flowchart([branch])));

        var found = (await ann.GetAsync($"{ElsaCaller.Definitions}/subgraph/{outer.Id}?parentNodeId=Workflow1:chart:if:sequence:sub")).Expect(HttpStatusCode.OK).Body!;
        var segments = (await ann.GetAsync($"{ElsaCaller.Definitions}/subgraph/segments/{outer.Id}?childNodeId=Workflow1:chart:if:sequence:sub:sequence:deep")).Expect(HttpStatusCode.OK).Body!;

        found["port"]!.ToString().ShouldBe("Activities");
        found["activity"]!["type"]!.ToString().ShouldBe("Inner");
        found["activity"]!["workflowDefinitionVersionId"]!.ToString().ShouldBe(inner.Id);
        found["activity"]!["root"]!["activities"]![0]!["nodeId"]!.ToString().ShouldBe("Workflow1:chart:if:sequence:sub:sequence:deep");
        segments["pathSegments"]!.AsArray().Select(s => $"{s!["activityId"]} {s["portName"]}").ShouldBe(["if Then", "sequence Activities", "sub Root", "sequence Activities"]);
        segments["childNode"]!["activity"]!["id"]!.ToString().ShouldBe("deep");
        (await ann.GetAsync($"{ElsaCaller.Definitions}/inner/consumers")).Body!["consumingWorkflowDefinitionIds"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldBe("outer");
        (await ann.GetAsync($"{ElsaCaller.Definitions}/subgraph/{outer.Id}?parentNodeId=Workflow1:nowhere")).Expect(HttpStatusCode.NotFound);
    }

    private static string Flow(string id, string line) => Documents.Workflow(id, Documents.Sequence(Documents.Activity("Elsa.WriteLine", "line", ("Text", line))));
}
