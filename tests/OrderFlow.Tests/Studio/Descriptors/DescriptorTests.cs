using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Descriptors;

public sealed class DescriptorTests
{
    private const string Activities = "/elsa/api/descriptors/activities";

    [Fact]
    public async Task Every_activity_that_a_definition_may_use_is_described_once()
    {
        await using var host = await ApiHost.StartAsync();

        var items = await ItemsAsync(await host.AsAsync("ann"));

        items.Select(i => $"{i["typeName"]} {i["version"]}").ShouldBeUnique();
        items.Select(i => i["typeName"]!.ToString()).ShouldBe(KnownActivities.Registry.Descriptors.Select(d => d.TypeName), ignoreOrder: true);
        items.Select(i => i["kind"]!.ToString()).Distinct().ShouldBeSubsetOf(["Action", "Trigger", "Job", "Task"]);
    }

    [Fact]
    public async Task A_user_reads_them_in_their_own_language_whatever_the_browser_asks_for()
    {
        await using var host = await ApiHost.StartAsync();
        var (pia, ann) = (await host.AsAsync("pia"), await host.AsAsync("ann"));
        await host.Store.ExecuteAsync("UPDATE users SET language = 'zh-CN' WHERE name = 'pia'");
        pia.Http.DefaultRequestHeaders.Add("Accept-Language", "en");
        ann.Http.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");

        (await NameAsync(pia)).ShouldBe("审批任务");
        (await NameAsync(ann)).ShouldBe("Approval task");
        (await NameAsync(pia)).ShouldBe("审批任务");

        static async Task<string> NameAsync(ApiClient client) => (await client.GetAsync(Activities + "/OrderFlow.ApprovalTask")).Expect(HttpStatusCode.OK).Text("displayName");
    }

    [Fact]
    public async Task Everything_that_is_offered_has_a_chinese_text()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia");
        await host.Store.ExecuteAsync("UPDATE users SET language = 'zh-CN' WHERE name = 'pia'");
        string[] plain = ["dropdown ContentType", "dropdown Method", "dropdown StatusCode", "checklist SupportedMethods"];
        var missing = new List<string>();

        foreach (var item in await ItemsAsync(pia))
        {
            Check(item, "category", "displayName", "description");
            foreach (var port in item["ports"]!.AsArray()) Check(port!, "displayName");
            foreach (var output in item["outputs"]!.AsArray()) Check(output!, "displayName", "description");
            foreach (var input in item["inputs"]!.AsArray())
            {
                Check(input!, "displayName", "description");
                if (input!["category"] is not null) Check(input, "category");
                if (plain.Contains($"{input["uiHint"]} {input["name"]}")) continue;
                foreach (var option in input["uiSpecifications"]!["dropdown"]?["selectList"]!["items"]!.AsArray() ?? []) Check(option!, "text");
            }
        }

        foreach (var list in new[] { "variables", "storage-drivers", "workflow-activation-strategies", "incident-strategies", "log-persistence-strategies", "expression-descriptors" })
            foreach (var item in (await pia.GetAsync("/elsa/api/descriptors/" + list)).Body!["items"]!.AsArray()) Check(item!, "displayName");
        missing.ShouldBeEmpty();

        void Check(JsonNode node, params string[] members) =>
            missing.AddRange(members.Where(m => node[m]?.ToString().Any(c => c is >= '\u4E00' and <= '\u9FFF') != true).Select(m => $"{node["typeName"] ?? node["name"] ?? node["value"]} {m}: {node[m]}"));
    }

    [Fact]
    public async Task The_list_is_packed_and_not_sent_twice()
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");
        var plain = await ann.GetAsync(Activities + "?Refresh=True");

        ann.Http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        var packed = await ann.Http.GetAsync(Activities + "?Refresh=True");
        ann.Http.DefaultRequestHeaders.Add("If-None-Match", packed.Headers.ETag!.ToString());
        var again = await ann.Http.GetAsync(Activities + "?Refresh=True");
        await host.Store.PublishAsync(Documents.Workflow("Credit check", Documents.Sequence(), usableAsActivity: true));
        var changed = await ann.Http.GetAsync(Activities + "?Refresh=True");

        packed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        using var unpacked = new BrotliStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (await JsonNode.ParseAsync(unpacked))!.ToJsonString().ShouldBe(plain.Body!.ToJsonString());
        packed.Content.Headers.ContentLength!.Value.ShouldBeLessThan(10_000);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Editors_get_what_they_need_and_no_names_where_studio_wants_numbers()
    {
        await using var host = await ApiHost.StartAsync();
        var items = (await ItemsAsync(await host.AsAsync("ann"))).ToDictionary(i => i["typeName"]!.ToString());

        Spec("OrderFlow.ApprovalTask", "OnTimeout")["dropdown"]!["selectList"]!["items"]!.AsArray().Select(i => i!["value"]!.ToString()).ShouldBe(["None", "Remind", "Escalate", "Outcome", "Count"]);
        Spec("Elsa.RunJavaScript", "PossibleOutcomes")["DynamicOutcomesOptions"]!["fixedOutcomes"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldBe("Done");
        Spec("Elsa.RunJavaScript", "Script")["code-editor"]!.ToJsonString().ShouldBe("""{"language":"javascript"}""");
        Spec("Elsa.HttpEndpoint", "SupportedMethods")["checklist"]!["checkList"]!["items"]!.AsArray().Count.ShouldBe(7);
        foreach (var input in items.Values.SelectMany(i => i["inputs"]!.AsArray()).Where(i => i!["uiHint"]!.ToString() == "dropdown"))
            input!["uiSpecifications"]!["dropdown"].ShouldNotBeNull(input["name"]!.ToString());
        // An approval that is dropped on the canvas has its two outcomes at once.
        items["OrderFlow.ApprovalTask"]["constructionProperties"]!["Outcomes"]!["expression"]!["value"]!.ToString().ShouldBe("""["Approve","Reject"]""");

        JsonNode Spec(string type, string input) => items[type]["inputs"]!.AsArray().Single(i => i!["name"]!.ToString() == input)!["uiSpecifications"]!;
    }

    [Fact]
    public async Task A_published_workflow_is_an_activity_and_its_older_versions_stay_known()
    {
        await using var host = await ApiHost.StartAsync();
        var pia = await host.AsAsync("pia", "process-owner");
        var flow = JsonNode.Parse(Documents.Workflow("信用检查", Documents.Sequence(), usableAsActivity: true))!;
        flow["inputs"] = new JsonArray(new JsonObject { ["name"] = "Amount", ["type"] = "Decimal", ["displayName"] = "金额" });
        flow["outputs"] = new JsonArray(new JsonObject { ["name"] = "Limit", ["type"] = "Decimal" });
        flow["outcomes"] = new JsonArray("Good", "Bad");
        flow["options"]!["activityCategory"] = "Sales";
        await host.Store.PublishAsync(flow.ToJsonString());
        flow["description"] = "second";
        var second = await host.Store.PublishAsync(flow.ToJsonString());
        var twin = await host.Store.PublishAsync(Documents.Workflow("twin", Documents.Sequence(), usableAsActivity: true).Replace("\"name\":\"twin\"", "\"name\":\"信用检查\"", StringComparison.Ordinal));

        var mine = (await ItemsAsync(pia)).Where(i => i["customProperties"]!["RootType"] is not null).ToList();

        mine.Select(i => $"{i["displayName"]} {i["version"]} {i["isBrowsable"]}").ShouldBe(["信用检查 2 true", "信用检查 1 false", "信用检查 1 true"], ignoreOrder: true);
        mine.Select(i => $"{i["typeName"]} {i["version"]}").ShouldBeUnique();
        var newest = mine.Single(i => i["customProperties"]!["WorkflowDefinitionVersionId"]!.ToString() == second.Id);
        newest["category"]!.ToString().ShouldBe("Sales");
        newest["ports"]!.AsArray().Where(p => p!["type"]!.ToString() == "Flow").Select(p => p!["name"]!.ToString()).ShouldBe(["Good", "Bad"]);
        newest["inputs"]![0]!["displayName"]!.ToString().ShouldBe("金额");
        newest["constructionProperties"]!["WorkflowDefinitionId"]!.ToString().ShouldBe(second.DefinitionId);
        twin.DefinitionId.ShouldBe("twin");
    }

    [Fact]
    public async Task No_language_is_offered_that_does_not_run_here()
    {
        await using var host = await ApiHost.StartAsync();
        var ann = await host.AsAsync("ann");

        var types = (await ann.GetAsync("/elsa/api/descriptors/expression-descriptors")).Body!["items"]!.AsArray().Select(i => i!["type"]!.ToString());
        var scripts = (await ItemsAsync(ann)).Where(i => i["category"]!.ToString() == "Scripting").Select(i => i["typeName"]!.ToString());

        types.ShouldBe(["Literal", "Object", "Json", "Variable", "Input", "JavaScript", "Liquid"]);
        scripts.ShouldBe(["Elsa.RunJavaScript"]);
    }

    [Theory]
    [InlineData("descriptors/commit-strategies/workflows")]
    [InlineData("descriptors/commit-strategies/activities")]
    [InlineData("descriptors/output-converters?sourceType=String&destinationType=Int32")]
    [InlineData("resilience/strategies?category=HTTP")]
    [InlineData("labels")]
    [InlineData("secrets")]
    public async Task What_does_not_exist_here_is_an_empty_list(string path)
    {
        await using var host = await ApiHost.StartAsync();

        (await (await host.AsAsync("ann")).GetAsync("/elsa/api/" + path)).Expect(HttpStatusCode.OK).Body!["items"]!.AsArray().ShouldBeEmpty();
    }

    private static async Task<List<JsonNode>> ItemsAsync(ApiClient client)
    {
        var body = (await client.GetAsync(Activities + "?Refresh=True")).Expect(HttpStatusCode.OK).Body!;
        body["items"]!.AsArray().Count.ShouldBe(body["count"]!.GetValue<int>());
        return [.. body["items"]!.AsArray().OfType<JsonNode>()];
    }
}
