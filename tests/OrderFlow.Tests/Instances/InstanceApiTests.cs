using System.Net;
using System.Text.Json.Nodes;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class InstanceApiTests
{
    private static readonly string Waiting = Documents.Workflow("waiting", Documents.Sequence(
        Documents.Task("check", ("Users", new[] { "ann" }), ("Due", "1.00:00:00")), Documents.Event("go")));

    private static readonly string Broken = Documents.Workflow("broken", Documents.Sequence(Documents.Script("boom", "throw new Error('no price')")), incidents: "Fault");

    [Fact]
    public async Task A_started_instance_shows_what_it_holds_and_waits_for()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var ann = await host.AsAsync("ann");

        var started = await ann.PostAsync("/api/instances", new { definitionId = "waiting", correlationId = "C-1", name = "first", variables = new { Vote = "yes" } });

        started.Expect(HttpStatusCode.Created).Raw.Headers.Location!.ToString().ShouldBe($"/api/instances/{started.Id()}");
        var view = (await ann.GetAsync($"/api/instances/{started.Id()}")).Expect(HttpStatusCode.OK).Body!;
        view["instance"]!["subStatus"]!.ToString().ShouldBe("Suspended");
        view["variables"]!["Vote"]!.ToString().ShouldBe("yes");
        view["tasks"]!.AsArray().ShouldHaveSingleItem()!["title"]!.ToString().ShouldBe("check");
        view["deadlines"]!.AsArray().ShouldHaveSingleItem()!["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(TestStore.Noon.AddDays(1));
        view["bookmarks"]!.AsArray().ShouldHaveSingleItem()!["kind"]!.ToString().ShouldBe("Approval");
    }

    [Fact]
    public async Task A_start_under_the_same_operation_starts_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var ann = await host.AsAsync("ann");
        var operation = Guid.NewGuid();

        var first = await ann.PostAsync("/api/instances", new { definitionId = "waiting", operationId = operation });
        var again = await ann.PostAsync("/api/instances", new { definitionId = "waiting", operationId = operation });
        var other = await ann.PostAsync("/api/instances", new { definitionId = "waiting", name = "another", operationId = operation });

        again.Expect(HttpStatusCode.Created).Id().ShouldBe(first.Id());
        other.Expect(HttpStatusCode.Conflict);
        (await host.Store.RowsAsync())["instances"].ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "definitionId": "nowhere" }""", HttpStatusCode.NotFound, "nowhere")]
    [InlineData("""{ "definitionId": "waiting", "variables": { "Nix": 1 } }""", HttpStatusCode.UnprocessableEntity, "'Nix' is not a variable")]
    public async Task A_start_that_does_not_fit_is_refused(string body, HttpStatusCode status, string detail)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var ann = await host.AsAsync("ann");

        (await ann.SendAsync(HttpMethod.Post, "/api/instances", body)).Expect(status).Detail.ShouldContain(detail);

        (await host.Store.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_suspended_instance_is_left_alone_until_it_is_taken_up()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        var (ann, owner) = (await host.AsAsync("ann"), await host.AsAsync("pia", "process-owner"));
        var task = (await host.Store.OpenTasksAsync(id)).Single();

        (await owner.PostAsync($"/api/instances/{id}/suspend", new { reason = "price check", revision = 1 })).Expect(HttpStatusCode.OK);
        (await ann.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve" })).Expect(HttpStatusCode.Conflict).Detail.ShouldContain("held");
        (await owner.PostAsync($"/api/instances/{id}/resume")).Expect(HttpStatusCode.OK);

        (await ann.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_command_on_a_stale_revision_is_told_who_was_faster_with_what()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        var (pia, root) = (await host.AsAsync("pia", "process-owner"), await host.AsAsync("root", "admin"));
        await pia.PostAsync($"/api/instances/{id}/suspend", new { reason = "price check" });
        var rows = await host.Store.RowsAsync();

        var answers = new[]
        {
            await root.PostAsync($"/api/instances/{id}/cancel", new { revision = 1 }),
            await root.DeleteAsync($"/api/instances/{id}?revision=1"),
        };

        foreach (var answer in answers) answer.Expect(HttpStatusCode.Conflict).Detail.ShouldContain("pia was faster with 'Held: price check'");
        (await host.Store.RowsAsync()).ShouldBe(rows);
    }

    [Fact]
    public async Task A_failed_instance_shows_its_incident_and_can_be_retried()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Broken);
        var owner = await host.AsAsync("pia", "process-owner");
        var id = (await owner.PostAsync("/api/instances", new { definitionId = "broken" })).Expect(HttpStatusCode.Created).Id();

        var incident = (await owner.GetAsync($"/api/instances/{id}")).Body!["incidents"]!.AsArray().ShouldHaveSingleItem()!;
        var retried = await owner.PostAsync($"/api/instances/{id}/retry", new { incidentId = (int)incident["id"]! });

        incident["message"]!.ToString().ShouldContain("no price");
        retried.Expect(HttpStatusCode.OK).Body!["incidentCount"]!.GetValue<int>().ShouldBe(1);
        (await owner.GetAsync($"/api/instances/{id}")).Body!["incidents"]!.AsArray().Count.ShouldBe(2);
        (await owner.PostAsync($"/api/instances/{id}/retry", new { incidentId = 99 })).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_deletion_under_the_same_operation_has_the_same_answer()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        var (root, operation) = (await host.AsAsync("root", "admin"), Guid.NewGuid());

        (await root.DeleteAsync($"/api/instances/{id}?operationId={operation}")).Expect(HttpStatusCode.NoContent);
        (await root.DeleteAsync($"/api/instances/{id}?operationId={operation}")).Expect(HttpStatusCode.NoContent);
        (await root.DeleteAsync($"/api/instances/{Guid.NewGuid()}?operationId={operation}")).Expect(HttpStatusCode.Conflict);

        (await root.DeleteAsync($"/api/instances/{id}")).Expect(HttpStatusCode.NotFound).Detail.ShouldContain(id.ToString());
        (await host.Store.RowsAsync()).Keys.ShouldBe(["operations"]);
    }

    [Fact]
    public async Task A_bulk_command_answers_for_each()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add((await host.Store.StartAsync("waiting")).Id);
        await host.Store.ApplyAsync(ids[1], new Engine.Execution.CancelWorkflow(null));
        var root = await host.AsAsync("root", "admin");
        var unknown = Guid.NewGuid();
        var body = new { command = "Suspend", ids = new[] { ids[0], ids[1], unknown, ids[2] }, operationId = Guid.NewGuid() };

        var answer = (await root.PostAsync("/api/instances/bulk", body)).Expect(HttpStatusCode.OK);
        var again = await root.PostAsync("/api/instances/bulk", body);

        answer.Body!.AsArray().Select(a => (Guid.Parse(a!["id"]!.ToString()), (int)a["status"]!)).ShouldBe([(ids[0], 200), (ids[1], 409), (unknown, 404), (ids[2], 200)]);
        again.Body!.ToJsonString().ShouldBe(answer.Body.ToJsonString());
    }

    [Fact]
    public async Task A_bulk_command_on_a_revision_that_is_over_is_refused_for_that_one()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var ids = new[] { (await host.Store.StartAsync("waiting")).Id, (await host.Store.StartAsync("waiting")).Id };
        var root = await host.AsAsync("root", "admin");

        var answer = (await root.PostAsync("/api/instances/bulk", new { command = "Cancel", ids, revisions = new[] { 1, 7 } })).Expect(HttpStatusCode.OK);

        answer.Body!.AsArray().Select(a => (int)a!["status"]!).ShouldBe([200, 409]);
        (await root.PostAsync("/api/instances/bulk", new { command = "Cancel", ids, revisions = new[] { 1 } })).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Many_starts_are_answered_each_and_the_same_when_repeated()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var ann = await host.AsAsync("ann");
        var body = new { starts = new object[] { new { definitionId = "waiting", operationId = Guid.NewGuid() }, new { definitionId = "none" }, new { definitionId = "waiting", operationId = Guid.NewGuid() } } };

        var answer = (await ann.PostAsync("/api/instances/bulk-start", body)).Expect(HttpStatusCode.OK);
        var again = await ann.PostAsync("/api/instances/bulk-start", body);

        answer.Body!.AsArray().Select(a => (int)a!["status"]!).ShouldBe([201, 404, 201]);
        again.Body!.ToJsonString().ShouldBe(answer.Body.ToJsonString());
        (await host.Store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(2);
    }

    [Fact]
    public async Task Instances_are_listed_by_page_and_filter_the_newest_first()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        await host.Store.PublishAsync(Broken);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            host.Store.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Insert(0, (await host.Store.StartAsync("waiting", new() { CorrelationId = $"C-{i % 2}" })).Id.ToString());
        }

        await host.Store.StartAsync("broken");
        var ann = await host.AsAsync("ann");

        (await ReadAllAsync(ann, "/api/instances?definitionId=waiting&limit=2", 3)).ShouldBe(ids);
        (await ReadAllAsync(ann, "/api/instances?correlationId=C-1&limit=200", 1)).ShouldBe([ids[1], ids[3]]);
        (await ReadAllAsync(ann, "/api/instances?status=Running&limit=200", 1)).ShouldBe(ids);
        (await ReadAllAsync(ann, "/api/instances?hasIncidents=true&limit=200", 1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_journal_comes_burst_by_burst_and_says_who()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Waiting);
        var id = (await host.Store.StartAsync("waiting")).Id;
        await host.Store.DecideAsync((await host.Store.OpenTasksAsync(id)).Single(), "ann");
        var ann = await host.AsAsync("ann");

        var first = (await ann.GetAsync($"/api/instances/{id}/journal?limit=1")).Expect(HttpStatusCode.OK).Body!;
        var second = (await ann.GetAsync($"/api/instances/{id}/journal?limit=1&after={first["next"]}")).Body!;

        first["items"]!.AsArray().ShouldAllBe(e => (int)e!["burst"]! == 1);
        second["items"]!.AsArray().ShouldContain(e => e!["event"]!.ToString() == "Action" && e["actor"]!.ToString() == "ann");
        second["next"].ShouldBeNull();
        (await ann.GetAsync($"/api/instances/{Guid.NewGuid()}/journal")).Expect(HttpStatusCode.NotFound);
    }

    private static async Task<List<string>> ReadAllAsync(ApiClient client, string path, int pages)
    {
        var found = new List<string>();
        JsonNode? next = null;
        for (var page = 0; page < pages; page++)
        {
            var body = (await client.GetAsync(path + (next is null ? "" : $"&after={next}"))).Expect(HttpStatusCode.OK).Body!;
            found.AddRange(body["items"]!.AsArray().Select(i => i!["id"]!.ToString()));
            next = body["next"];
            if (page < pages - 1) next.ShouldNotBeNull();
        }

        next.ShouldBeNull();
        return found;
    }
}
