using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Persistence;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class EventTests
{
    private static readonly string Waiting = Documents.Workflow("waiting", Documents.Sequence(Documents.Event("paid"), Documents.Event("end")));

    [Fact]
    public async Task An_event_resumes_those_that_wait_for_its_name_and_number()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Waiting);
        var (a, b) = (await store.StartAsync("waiting", new StartRequest { CorrelationId = "A" }), await store.StartAsync("waiting", new StartRequest { CorrelationId = "B" }));

        await PublishAsync(store, "paid", "A", new { amount = 5 });
        await PublishAsync(store, "Paid", null);

        (await WaitsAtAsync(store, a.Id)).ShouldBe("end");
        (await WaitsAtAsync(store, b.Id)).ShouldBe("paid");
        (await store.StateAsync(a.Id)).ActivityOutputs["paid"]["Result"].GetProperty("amount").GetInt32().ShouldBe(5);
        await PublishAsync(store, "paid", null);
        (await WaitsAtAsync(store, b.Id)).ShouldBe("end");
    }

    [Fact]
    public async Task An_event_finds_an_instance_by_the_number_that_it_got_while_it_waited()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("late", Documents.Parallel(
            Documents.Event("paid"),
            Documents.Sequence(Documents.Event("named"), Documents.Activity("Elsa.Correlate", "correlate", ("CorrelationId", "N-1"))))));
        var instance = await store.StartAsync("late");
        await PublishAsync(store, "named", null);

        await PublishAsync(store, "paid", "N-1");

        (await store.StateAsync(instance.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task An_event_starts_published_workflows_that_it_triggers_with_what_it_brought()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("started", Documents.Sequence(Documents.Trigger(Documents.Event("ordered")), Documents.Event("end"))));
        await store.SaveAsync(Documents.Workflow("draft", Documents.Sequence(Documents.Trigger(Documents.Event("ordered", "trigger")), Documents.Event("end"))));

        await PublishAsync(store, "ordered", "C-9", new { item = "desk" });

        var id = await store.ScalarAsync<Guid>("SELECT id FROM instances");
        var state = await store.StateAsync(id);
        (state.DefinitionId, state.CorrelationId, state.Bookmarks.Single().ActivityId).ShouldBe(("started", "C-9", "end"));
        state.ActivityOutputs["ordered"]["Result"].GetProperty("item").GetString().ShouldBe("desk");
    }

    [Fact]
    public async Task An_event_of_a_workflow_reaches_others_and_a_local_one_only_itself()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Waiting);
        await store.PublishAsync(Publisher("loud", isLocal: false));
        await store.PublishAsync(Publisher("quiet", isLocal: true));
        var other = await store.StartAsync("waiting");

        var quiet = await store.StartAsync("quiet");

        (await store.StateAsync(quiet.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await WaitsAtAsync(store, other.Id)).ShouldBe("paid");
        var loud = await store.StartAsync("loud");
        (await store.StateAsync(loud.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await WaitsAtAsync(store, other.Id)).ShouldBe("end");
    }

    [Fact]
    public async Task What_a_crash_left_is_delivered_once_by_any_number_of_sweeps()
    {
        await using var store = await TestStore.CreateAsync();
        await using var other = store.Second();
        await store.PublishAsync(Waiting);
        await store.PublishAsync(Documents.Workflow("started", Documents.Sequence(Documents.Trigger(Documents.Event("paid")), Documents.Event("more"))));
        var waiting = new List<InstanceSummary>();
        for (var i = 0; i < 20; i++) waiting.Add(await store.StartAsync("waiting"));
        await LeaveAsync(store, new PublishEvent(Guid.NewGuid(), "paid", null, false, default));

        await using (var gate = await Gate.OfTableAsync(store, "messages"))
            await gate.RaceAsync(8, i => (i % 2 == 0 ? store : other).Pump.SweepAsync(CancellationToken.None));
        await store.Pump.SweepAsync(CancellationToken.None);

        foreach (var instance in waiting) (await store.StateAsync(instance.Id)).Revision.ShouldBe(2);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE definition_id = 'started'")).ShouldBe(1);
        (await store.ScalarAsync<long>("SELECT count(*) FROM messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_that_fails_is_tried_later_and_stays_as_a_dead_letter_in_the_end()
    {
        await using var store = await TestStore.CreateAsync();
        await store.ExecuteAsync("INSERT INTO messages (kind, target_instance_id, payload, attempts, next_try_at, is_dead, created_at) VALUES (0, gen_random_uuid(), 'not json', 0, '2026-01-01', false, now())");

        for (var attempt = 1; attempt <= 12; attempt++)
        {
            (await store.ScalarAsync<bool>("SELECT is_dead FROM messages")).ShouldBeFalse();
            await store.Pump.SweepAsync(CancellationToken.None);
            (await store.ScalarAsync<int>("SELECT attempts FROM messages")).ShouldBe(attempt);
            await store.Pump.SweepAsync(CancellationToken.None);
            (await store.ScalarAsync<int>("SELECT attempts FROM messages")).ShouldBe(attempt, "not before its time");
            store.Clock.Advance(TimeSpan.FromHours(2));
        }

        (await store.ScalarAsync<bool>("SELECT is_dead FROM messages")).ShouldBeTrue();
        (await store.ScalarAsync<string>("SELECT last_error FROM messages")).ShouldNotBeEmpty();
    }

    private static string Publisher(string id, bool isLocal) => Documents.Workflow(id, Documents.Parallel(
        Documents.Event("paid", "own"), Documents.Activity("Elsa.PublishEvent", "publish", ("EventName", "paid"), ("IsLocalEvent", isLocal))));

    private static async Task PublishAsync(TestStore store, string name, string? correlation, object? payload = null) =>
        (await store.Runner.PublishEventAsync(name, correlation, payload is null ? default : TestStore.Json(payload), null, CancellationToken.None)).ShouldBeNull();

    // As a host leaves it that dies between its commit and what follows.
    private static async Task LeaveAsync(TestStore store, PublishEvent publish)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var statements = new Statements(connection);
        MessageSql.Publish(statements, publish, null, TestStore.Noon);
        await statements.ExecuteAsync();
    }

    private static async Task<string> WaitsAtAsync(TestStore store, Guid instance) => (await store.StateAsync(instance)).Bookmarks.Single().ActivityId;
}
