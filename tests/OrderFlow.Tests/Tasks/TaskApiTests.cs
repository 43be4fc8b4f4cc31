using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Tasks;

public sealed class TaskApiTests
{
    private static readonly string Approval = Documents.Workflow("approval", Documents.Sequence(
        Documents.Task("check", ("Title", "Check it"), ("Roles", new[] { "finance" })),
        Documents.Task("sign", ("Title", "Sign it"), ("Users", new[] { "ann" }))));

    [Fact]
    public async Task Completing_a_task_opens_the_next_one_on_the_list_of_its_assignee()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Approval);
        var (ann, fay) = (await host.AsAsync("ann", "sales"), await host.AsAsync("fay", "finance"));
        (await ann.PostAsync("/api/instances", new { definitionId = "approval" })).Expect(HttpStatusCode.Created);
        var task = (await fay.GetAsync("/api/tasks")).Body!["items"]![0]!;

        (await fay.PostAsync($"/api/tasks/{task["id"]}/complete", new { outcome = "Approve", revision = (int)task["revision"]! })).Expect(HttpStatusCode.OK);

        (await fay.GetAsync("/api/tasks")).Body!["items"]!.AsArray().ShouldBeEmpty();
        (await ann.GetAsync("/api/tasks")).Body!["items"]!.AsArray().ShouldHaveSingleItem()!["title"]!.ToString().ShouldBe("Sign it");
        var detail = (await ann.GetAsync($"/api/tasks/{task["id"]}")).Body!;
        detail["task"]!["state"]!.ToString().ShouldBe("Completed");
        detail["decisions"]![0]!["actor"]!.ToString().ShouldBe("fay");
    }

    [Fact]
    public async Task In_a_sequence_one_after_the_other_has_it_on_the_list()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("approval", Documents.Sequence(Documents.Task("check", ("Users", new[] { "ann", "ben", "cem" }), ("Mode", "Sequence")))));
        var people = new[] { await host.AsAsync("ann", "sales"), await host.AsAsync("ben"), await host.AsAsync("cem") };
        (await people[0].PostAsync("/api/instances", new { definitionId = "approval" })).Expect(HttpStatusCode.Created);

        for (var turn = 0; turn < people.Length; turn++)
        {
            var lists = await Task.WhenAll(people.Select(p => p.GetAsync("/api/tasks")));
            lists.Select(l => l.Body!["items"]!.AsArray().Count).ShouldBe(people.Select((_, i) => i == turn ? 1 : 0));
            var task = lists[turn].Body!["items"]![0]!["id"];
            if (turn == 0) (await people[2].PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve" })).Expect(HttpStatusCode.Conflict).Detail.ShouldContain("not the turn of 'cem'");
            (await people[turn].PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve" })).Expect(HttpStatusCode.OK);
        }

        foreach (var person in people) (await person.GetAsync("/api/tasks")).Body!["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_is_no_assignee_is_refused_and_nothing_changes()
    {
        await using var host = await ApiHost.StartAsync();
        var task = await OpenAsync(host);
        var before = await host.Store.RowsAsync();
        var admin = await host.AsAsync("root", "admin");

        var answer = await admin.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve" });

        answer.Expect(HttpStatusCode.Forbidden).Detail.ShouldBe("'root' is not among those who decide 'check'.");
        (await host.Store.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_second_completion_is_told_who_won_with_what()
    {
        await using var host = await ApiHost.StartAsync();
        var task = await OpenAsync(host);
        var (fay, fiona) = (await host.AsAsync("fay", "finance"), await host.AsAsync("fiona", "finance"));
        await fay.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Reject", comment = "too dear" });

        var answer = await fiona.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve" });

        answer.Expect(HttpStatusCode.Conflict).Detail.ShouldBe("Task 'Check it' was decided by fay with 'Reject' at 2026-05-04 12:00:00Z.");
        answer.Body!["current"]!["task"]!["actor"]!.ToString().ShouldBe("fay");
        answer.Body!["current"]!["task"]!["outcome"]!.ToString().ShouldBe("Reject");
    }

    [Fact]
    public async Task An_outcome_that_is_not_offered_is_refused_with_those_that_are()
    {
        await using var host = await ApiHost.StartAsync();
        var task = await OpenAsync(host);
        var fay = await host.AsAsync("fay", "finance");

        var answer = await fay.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Maybe" });

        answer.Expect(HttpStatusCode.UnprocessableEntity).Detail.ShouldBe("Outcome 'Maybe' is not offered by 'check'. Offered: Approve, Reject.");
    }

    [Fact]
    public async Task A_stale_revision_is_a_conflict()
    {
        await using var host = await ApiHost.StartAsync();
        var task = await OpenAsync(host);
        var fay = await host.AsAsync("fay", "finance");

        var answer = await fay.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve", revision = 7 });

        answer.Expect(HttpStatusCode.Conflict).Detail.ShouldContain("revision 7");
    }

    [Fact]
    public async Task A_repeated_operation_has_the_same_answer_and_another_one_under_its_id_is_a_conflict()
    {
        await using var host = await ApiHost.StartAsync();
        var task = await OpenAsync(host);
        var fay = await host.AsAsync("fay", "finance");
        var operation = Guid.NewGuid();
        var first = await fay.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve", operationId = operation });
        var rows = await host.Store.RowsAsync();

        var again = await fay.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Approve", operationId = operation });
        var other = await fay.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Reject", operationId = operation });

        first.Expect(HttpStatusCode.OK);
        again.Expect(HttpStatusCode.OK).Body!.ToJsonString().ShouldBe(first.Body!.ToJsonString());
        other.Expect(HttpStatusCode.Conflict).Detail.ShouldContain("used for another command");
        (await host.Store.RowsAsync()).ShouldBe(rows);
    }

    [Fact]
    public async Task My_tasks_come_the_most_urgent_first_page_by_page()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("many", Documents.Parallel(
            Documents.Task("later", ("Users", new[] { "ann" }), ("Due", "2.00:00:00")),
            Documents.Task("never", ("Users", new[] { "ann" })),
            Documents.Task("soon", ("Users", new[] { "ann" }), ("Due", "1.00:00:00")))));
        await host.Store.StartAsync("many");
        var ann = await host.AsAsync("ann");

        var titles = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await ann.GetAsync($"/api/tasks?limit=1{after}")).Expect(HttpStatusCode.OK).Body!;
            titles.Add(page["items"]!.AsArray().ShouldHaveSingleItem()!["title"]!.ToString());
            after = page["next"] is { } next ? $"&after={next}" : null;
        }

        titles.ShouldBe(["soon", "later", "never"]);
    }

    private static async Task<Guid> OpenAsync(ApiHost host)
    {
        await host.Store.PublishAsync(Approval);
        var instance = await host.Store.StartAsync("approval");
        return (await host.Store.OpenTasksAsync(instance.Id)).ShouldHaveSingleItem();
    }
}
