using System.Net;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Studio.Instances;

public sealed class InstanceEndpointsTests
{
    private const string Api = "/elsa/api";

    private static readonly string Waiting = Documents.Workflow("waiting", Documents.Sequence(Documents.Task("check", ("Users", new[] { "ann" })), Documents.Event("go")));
    private static readonly string Broken = Documents.Workflow("broken", Documents.Sequence(Documents.Script("boom", "throw new Error('no price')")));

    [Theory]
    [InlineData("""{}""", "c b a x")]
    [InlineData("""{"orderDirection":"Ascending"}""", "x a b c")]
    [InlineData("""{"orderBy":"Name"}""", "a b c x")]
    [InlineData("""{"orderBy":"LastExecuted","orderDirection":"Descending"}""", "a c b x")]
    [InlineData("""{"orderBy":"Finished"}""", "x c b a")]
    [InlineData("""{"orderBy":null,"searchTerm":"","status":null,"statuses":[],"definitionIds":[]}""", "c b a x")]
    [InlineData("""{"page":1,"pageSize":2}""", "a x")]
    [InlineData("""{"page":7,"pageSize":2}""", "")]
    [InlineData("""{"definitionIds":["broken"]}""", "x")]
    [InlineData("""{"definitionId":"waiting","version":1}""", "c b a")]
    [InlineData("""{"statuses":["finished"]}""", "x")]
    [InlineData("""{"status":"Running","subStatuses":["Suspended"]}""", "c b a")]
    [InlineData("""{"hasIncidents":true}""", "x")]
    [InlineData("""{"isSystem":true}""", "")]
    [InlineData("""{"isSystem":false}""", "c b a x")]
    [InlineData("""{"correlationId":"N-b"}""", "b")]
    [InlineData("""{"searchTerm":"n-B"}""", "b")]
    [InlineData("""{"searchTerm":"%"}""", "")]
    [InlineData("""{"searchTerm":"brok"}""", "x")]
    [InlineData("""{"timestampFilters":[{"column":"CreatedAt","operator":"GreaterThan","timestamp":"2026-05-04T12:01:30Z"}]}""", "c b")]
    [InlineData("""{"timestampFilters":[{"column":"FinishedAt","operator":"LessThanOrEqual","timestamp":"2026-05-04T12:00:00Z"},null]}""", "x")]
    [InlineData("""{"definitionIds":[null]}""", "")]
    public async Task A_list_shows_what_is_asked_for(string request, string names)
    {
        await using var host = await ApiHost.StartAsync();
        await FourAsync(host.Store);

        var answer = (await (await host.AsAsync("ann")).SendAsync(HttpMethod.Post, $"{Api}/workflow-instances", request)).Expect(HttpStatusCode.OK).Body!;

        string.Join(" ", answer["items"]!.AsArray().Select(i => i!["name"]!.ToString())).ShouldBe(names);
        if (!request.Contains("page", StringComparison.Ordinal)) answer["totalCount"]!.GetValue<int>().ShouldBe(answer["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("page=one", "'page'")]
    [InlineData("version=1.5", "'version'")]
    [InlineData("hasIncidents=maybe", "'hasIncidents'")]
    public async Task A_value_of_the_query_that_cannot_be_read_is_refused_and_not_passed_over(string query, string found)
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await (await host.AsAsync("ann")).GetAsync($"{Api}/workflow-instances?{query}");

        answer.Expect(HttpStatusCode.BadRequest).Body!["errors"]!["serializerErrors"]![0]!.ToString().ShouldContain(found);
    }

    [Theory]
    [InlineData("""{"statuses":["Nope"]}""", "Nope")]
    [InlineData("""{"orderBy":"Colour"}""", "Colour")]
    [InlineData("""{"page":-1}""", "-1")]
    [InlineData("""{"pageSize":0}""", "0")]
    [InlineData("""{"timestampFilters":[{"column":"state","operator":"Is","timestamp":"2026-05-04T12:00:00Z"}]}""", "state")]
    [InlineData("""{"timestampFilters":[{"column":"CreatedAt","operator":"'; DROP","timestamp":"2026-05-04T12:00:00Z"}]}""", "DROP")]
    public async Task A_list_that_cannot_be_meant_is_refused_with_a_sentence(string request, string found)
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await (await host.AsAsync("ann")).SendAsync(HttpMethod.Post, $"{Api}/workflow-instances", request);

        answer.Expect(HttpStatusCode.BadRequest).Body!["errors"]!["generalErrors"]![0]!.ToString().ShouldContain(found);
    }

    [Fact]
    public async Task The_same_list_can_be_asked_for_in_the_query()
    {
        await using var host = await ApiHost.StartAsync();
        await FourAsync(host.Store);

        var answer = await (await host.AsAsync("ann")).GetAsync($"{Api}/workflow-instances?Page=0&PageSize=2&SearchTerm=&DefinitionIds=waiting&DefinitionIds=none&HasIncidents=False");

        answer.Expect(HttpStatusCode.OK).Body!["totalCount"]!.GetValue<int>().ShouldBe(3);
        answer.Body!["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_journal_is_paged_and_filtered()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var ann = await host.AsAsync("ann");
        var id = (await host.Store.StartAsync("waiting")).Id;
        var journal = $"{Api}/workflow-instances/{id}/journal";

        (await EventsAsync($"{journal}?skip=1&take=2", "{}")).ShouldBe("4: sequence Started, check Started");
        (await EventsAsync(journal, """{"filter":{"excludedActivityTypes":["Elsa.Workflow","Elsa.Sequence"],"eventNames":null}}""")).ShouldBe("2: check Started, check Suspended");
        (await EventsAsync(journal, """{"filter":{"activityNodeIds":["Workflow1:sequence"]}}""")).ShouldBe("1: sequence Started");
        (await EventsAsync(journal, """{"filter":{"activityIds":["check"],"eventNames":["Suspended"]}}""")).ShouldBe("1: check Suspended");
        (await ann.GetAsync($"{journal}/check")).Expect(HttpStatusCode.OK).Text("eventName").ShouldBe("Suspended");
        (await ann.GetAsync($"{journal}/nope")).Expect(HttpStatusCode.NotFound);

        async Task<string> EventsAsync(string path, string body)
        {
            var page = (await ann.SendAsync(HttpMethod.Post, path, body)).Expect(HttpStatusCode.OK).Body!;
            return $"{page["totalCount"]}: {string.Join(", ", page["items"]!.AsArray().Select(i => $"{i!["activityId"]} {i["eventName"]}"))}";
        }
    }

    [Fact]
    public async Task What_only_operators_may_do_is_refused_to_others()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        var ann = await host.AsAsync("ann");

        (await ann.GetAsync($"{Api}/workflow-instances/{id}")).Expect(HttpStatusCode.OK);
        (await ann.PostAsync($"{Api}/cancel/workflow-instances/{id}")).Expect(HttpStatusCode.Forbidden);
        (await ann.DeleteAsync($"{Api}/workflow-instances/{id}")).Expect(HttpStatusCode.Forbidden);
        (await ann.PostAsync($"{Api}/bulk-actions/cancel/workflow-instances", new { ids = new[] { id } })).Expect(HttpStatusCode.Forbidden);
        (await ann.PostAsync($"{Api}/bulk-actions/delete/workflow-instances/by-id", new { ids = new[] { id } })).Expect(HttpStatusCode.Forbidden);
        (await ann.PostAsync($"{Api}/alterations/workflows/retry", new { workflowInstanceIds = new[] { id } })).Expect(HttpStatusCode.Forbidden);
        (await ann.PostAsync($"{Api}/workflow-instances/{id}/variables", new { })).Expect(HttpStatusCode.Forbidden);
        (await ann.GetAsync($"{Api}/workflow-instances/{id}/export")).Expect(HttpStatusCode.Forbidden);
        (await (await host.AsAsync("pia", "process-owner")).PostAsync($"{Api}/bulk-actions/import/workflow-instances")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_failed_runs_again_with_changed_variables()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("priced", Documents.Sequence(Documents.Script("price", "if (!getVariable('Vote')) throw new Error('no price')"))));
        var id = (await host.Store.StartAsync("priced")).Id;
        var op = await host.AsAsync("op", "process-owner");

        (await op.PostAsync($"{Api}/workflow-instances/{id}/variables", new { variables = new[] { new { id = "nix", value = 1 } } })).Expect(HttpStatusCode.BadRequest);
        (await op.PostAsync($"{Api}/workflow-instances/{id}/variables", new { variables = new[] { new { id = "vote", value = "yes" } } })).Expect(HttpStatusCode.OK).Body!["items"]![0]!["value"]!.ToString().ShouldBe("yes");
        var elsewhere = await op.PostAsync($"{Api}/alterations/workflows/retry", new { workflowInstanceIds = new[] { id }, activityIds = new[] { "other" } });
        elsewhere.Body!["results"]![0]!["isSuccessful"]!.GetValue<bool>().ShouldBeFalse();
        var answer = await op.PostAsync($"{Api}/alterations/workflows/retry", new { workflowInstanceIds = new[] { $"{id}", "nope" }, activityIds = new[] { "price" } });

        answer.Expect(HttpStatusCode.OK).Body!["results"]!.AsArray().ShouldHaveSingleItem()!["isSuccessful"]!.GetValue<bool>().ShouldBeTrue();
        (await op.GetAsync($"{Api}/workflow-instances/{id}/execution-state")).Text("subStatus").ShouldBe("Finished");
    }

    [Fact]
    public async Task The_way_to_a_run_leads_into_the_workflow_that_waits_for_it()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        await host.Store.PublishAsync(Documents.Workflow("parent", Documents.Sequence(Documents.Activity("Elsa.ExecuteWorkflow", "call", ("WorkflowDefinitionId", "waiting"), ("WaitForCompletion", true)))));
        var parent = (await host.Store.StartAsync("parent")).Id;
        var child = await host.Store.ScalarAsync<Guid>("SELECT id FROM instances WHERE definition_id = 'waiting'");
        var ann = await host.AsAsync("ann");

        (await WayAsync("")).ShouldBe("Workflow1 sequence call Workflow1 sequence check");
        (await WayAsync("?includeCrossWorkflowChain=False")).ShouldBe("Workflow1 sequence check");
        (await WayAsync("?skip=4&take=1")).ShouldBe("sequence");

        async Task<string> WayAsync(string query)
        {
            var answer = (await ann.GetAsync($"{Api}/activity-executions/{child}-3/call-stack{query}")).Expect(HttpStatusCode.OK).Body!;
            return string.Join(" ", answer["items"]!.AsArray().Select(i => i!["activityId"]!.ToString()));
        }
    }

    [Theory]
    [InlineData("workflow-instances/{0}", HttpStatusCode.NotFound)]
    [InlineData("workflow-instances/{0}/journal", HttpStatusCode.NotFound)]
    [InlineData("workflow-instances/{0}/journal/x", HttpStatusCode.NotFound)]
    [InlineData("workflow-instances/{0}/variables", HttpStatusCode.NotFound)]
    [InlineData("workflow-instances/{0}/execution-state", HttpStatusCode.NotFound)]
    [InlineData("workflow-instances/{0}/export", HttpStatusCode.NotFound)]
    [InlineData("activity-executions/{0}", HttpStatusCode.NotFound)]
    [InlineData("activity-executions/{0}-3", HttpStatusCode.NotFound)]
    [InlineData("activity-executions/{0}/call-stack", HttpStatusCode.NotFound)]
    [InlineData("activity-executions/by-id?id={0}", HttpStatusCode.NotFound)]
    [InlineData("activity-executions/by-id", HttpStatusCode.NotFound)]
    [InlineData("activity-executions/list?workflowInstanceId={0}", HttpStatusCode.OK)]
    [InlineData("activity-executions/list", HttpStatusCode.OK)]
    [InlineData("activity-execution-summaries/list?WorkflowInstanceId={0}&ActivityNodeId=", HttpStatusCode.OK)]
    [InlineData("resilience/retries/{0}", HttpStatusCode.OK)]
    public async Task An_id_of_nothing_is_answered_without_a_fault(string path, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync();
        var op = await host.AsAsync("op", "admin");

        foreach (var id in new[] { "nope", Guid.NewGuid().ToString(), "%20", "..%2f" })
            (await op.GetAsync($"{Api}/{string.Format(null, path, id)}")).Expect(status);

        host.Log.Errors.ShouldBeEmpty();
    }

    // Created a minute apart: x fails at once; a, b, c wait, and a moves last.
    private static async Task FourAsync(TestStore store)
    {
        await store.PublishAsync(Waiting);
        await store.PublishAsync(Broken);
        await store.StartAsync("broken", new StartRequest { Name = "x" });
        Guid first = default;
        foreach (var name in new[] { "a", "b", "c" })
        {
            store.Clock.Advance(TimeSpan.FromMinutes(1));
            var id = (await store.StartAsync("waiting", new StartRequest { Name = name, CorrelationId = $"N-{name}" })).Id;
            if (first == default) first = id;
        }

        store.Clock.Advance(TimeSpan.FromMinutes(1));
        TestStore.Applied(await store.ApplyAsync(first, new ModifyVariables(new Dictionary<string, System.Text.Json.JsonElement>())));
    }
}
