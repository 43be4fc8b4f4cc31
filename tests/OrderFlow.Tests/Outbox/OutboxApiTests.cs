using System.Net;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Outbox;

public sealed class OutboxApiTests
{
    [Fact]
    public async Task A_dead_letter_is_listed_and_sent_again_once()
    {
        await using var host = await ApiHost.StartAsync();
        var id = Guid.NewGuid();
        await host.Store.ExecuteAsync(
            $"INSERT INTO outbox (id, kind, instance_id, payload, attempts, next_try_at, state, last_error, created_at, done_at) VALUES ('{id}', 0, '{Guid.NewGuid()}', '\\x7b7d', 9, now(), 2, 'no route', now(), now())");
        var root = await host.AsAsync("root", "admin");

        var listed = (await root.GetAsync("/api/outbox")).Expect(HttpStatusCode.OK).Body!["items"]!.AsArray();
        var retried = await root.PostAsync($"/api/outbox/{id}/retry");
        var again = await root.PostAsync($"/api/outbox/{id}/retry");

        listed.ShouldHaveSingleItem()!["lastError"]!.ToString().ShouldBe("no route");
        retried.Expect(HttpStatusCode.OK).Text("state").ShouldBe("Pending");
        retried.Body!["attempts"]!.GetValue<int>().ShouldBe(0);
        again.Expect(HttpStatusCode.Conflict).Detail.ShouldContain("only dead ones");
        (await root.GetAsync("/api/outbox")).Body!["items"]!.AsArray().ShouldBeEmpty();
        (await root.PostAsync($"/api/outbox/{Guid.NewGuid()}/retry")).Expect(HttpStatusCode.NotFound);
    }
}
