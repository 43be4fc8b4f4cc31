using System.Net;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

/// <summary>Work that instances leave for each other.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task Messages_that_wait_for_a_start_keep_back_nobody_who_stands_behind_them()
    {
        await using var store = await TestStore.CreateAsync();
        var child = Guid.NewGuid();
        await store.ExecuteAsync(
            $"""
            INSERT INTO messages (kind, target_instance_id, payload, attempts, next_try_at, is_dead, created_at) VALUES (0, '{child}', '\x7b7d', 3, '{TestStore.Noon.AddHours(1):O}', false, '{TestStore.Noon:O}');
            INSERT INTO messages (kind, target_instance_id, payload, attempts, next_try_at, is_dead, created_at)
            SELECT 2, '{child}', '\x7b7d', 0, '{TestStore.Noon:O}', false, '{TestStore.Noon:O}' FROM generate_series(1, 250);
            INSERT INTO messages (kind, target_instance_id, payload, attempts, next_try_at, is_dead, created_at) VALUES (2, gen_random_uuid(), '\x7b7d', 0, '{TestStore.Noon:O}', false, '{TestStore.Noon:O}')
            """);

        (await store.Pump.SweepAsync(CancellationToken.None)).ShouldBe(1);

        (await store.ScalarAsync<long>("SELECT count(*) FROM messages")).ShouldBe(251);
    }

    [Fact]
    public async Task Deleting_an_instance_while_messages_come_to_it_fails_for_nobody()
    {
        const int Waiting = 5;
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("many", Documents.Sequence(Documents.Parallel([.. Enumerable.Range(1, Waiting).Select(i => Documents.Event("go", $"e{i}"))]), Documents.Event("more"))));
        for (var round = 0; round < 6; round++)
        {
            var instance = await store.StartAsync("many");
            await using var gate = await Gate.OfInstanceAsync(store, instance.Id);

            // Who delivers has locked the message and waits for the instance; who deletes has it and waits for the message.
            var refused = await gate.RaceAsync(2, i => i == 0
                ? store.Runner.PublishEventAsync("go", null, default, null, CancellationToken.None)
                : store.Runner.DeleteAsync(instance.Id, "ann", CancellationToken.None));

            refused.ShouldAllBe(r => r == null);
        }

        await store.Pump.SweepAsync(CancellationToken.None);
        (await store.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thousand_children_of_one_parent_are_started_and_counted()
    {
        const int Count = 1000;
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Activity("Elsa.WriteLine", "line", ("Text", "x"))));
        await store.PublishAsync(Documents.Workflow("bulk", Documents.Activity("Elsa.BulkDispatchWorkflows", "bulk", ("WorkflowDefinitionId", "child"), ("Items", Enumerable.Range(1, Count)))));

        var parent = await store.StartAsync("bulk");
        // The caller does the first two hundred; the rest is the sweep's.
        await store.Pump.SweepAsync(CancellationToken.None);

        (await store.StateAsync(parent.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE definition_id = 'child' AND status = 1")).ShouldBe(Count);
        (await store.RowsAsync()).ShouldNotContainKey("messages");
    }

    [Fact]
    public async Task A_dead_message_is_listed_and_tried_again_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Store.ExecuteAsync(
            $"INSERT INTO messages (kind, target_instance_id, payload, attempts, next_try_at, last_error, is_dead, created_at) VALUES (2, gen_random_uuid(), '\\x7b7d', 12, '{TestStore.Noon:O}', 'no room', true, '{TestStore.Noon:O}')");
        var root = await host.AsAsync("root", "admin");

        var listed = (await root.GetAsync("/api/messages")).Expect(HttpStatusCode.OK).Body!["items"]!.AsArray().ShouldHaveSingleItem()!;
        listed["lastError"]!.ToString().ShouldBe("no room");
        (await root.PostAsync($"/api/messages/{listed["id"]}/retry")).Expect(HttpStatusCode.NoContent);

        (await root.GetAsync("/api/messages")).Body!["items"]!.AsArray().ShouldBeEmpty();
        (await host.Store.ScalarAsync<long>("SELECT count(*) FROM messages")).ShouldBe(0);
        (await root.PostAsync($"/api/messages/{listed["id"]}/retry")).Expect(HttpStatusCode.NotFound);
    }
}
