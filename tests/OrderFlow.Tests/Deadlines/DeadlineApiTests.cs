using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Deadlines;

public sealed class DeadlineApiTests
{
    [Fact]
    public async Task Pending_deadlines_come_the_soonest_first_page_by_page()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.PublishAsync(Documents.Workflow("waits", Documents.Parallel(
            [.. new[] { 3, 1, 2, 1 }.Select((hours, i) => Documents.Activity("Elsa.Delay", $"delay{i}", ("TimeSpan", $"0{hours}:00:00")))])));
        await host.Store.StartAsync("waits");
        var ann = await host.AsAsync("ann");

        var due = new List<DateTimeOffset>();
        for (string? after = ""; after is not null;)
        {
            var page = (await ann.GetAsync($"/api/deadlines?limit=1{after}")).Expect(HttpStatusCode.OK).Body!;
            var deadline = page["items"]!.AsArray().ShouldHaveSingleItem()!;
            deadline["definitionId"]!.ToString().ShouldBe("waits");
            due.Add(deadline["dueAt"]!.GetValue<DateTimeOffset>());
            after = page["next"] is { } next ? $"&after={Uri.EscapeDataString(next.ToString())}" : null;
        }

        due.ShouldBe([.. new[] { 1, 1, 2, 3 }.Select(h => TestStore.Noon.AddHours(h))]);
        (await ann.GetAsync("/api/deadlines?before=2026-05-04T13:30:00Z")).Body!["items"]!.AsArray().Count.ShouldBe(2);
        (await ann.GetAsync("/api/deadlines?after=yesterday")).Expect(HttpStatusCode.BadRequest).Text("field").ShouldBe("after");
        (await ann.GetAsync("/api/deadlines?before=soon")).Expect(HttpStatusCode.BadRequest).Text("field").ShouldBe("before");
    }
}
