using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

/// <summary>Each fails when the lock that it is about is taken out.</summary>
public sealed class InstanceRaceTests
{
    private static readonly string Approval = Documents.Workflow("approval", Documents.Task("decide", ("Roles", new[] { "sales" }), ("Due", "01:00:00"), ("OnTimeout", "Remind")));

    [Fact]
    public async Task Of_sixteen_who_decide_one_task_one_wins_and_the_others_hear_who()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval");
        var task = (await store.OpenTasksAsync(instance.Id)).Single();
        await using var gate = await Gate.OfInstanceAsync(store, instance.Id);

        var results = await gate.RaceAsync(16, i => store.DecideAsync(task, $"person{i}", i % 2 == 0 ? "Approve" : "Reject", roles: "sales"));

        results.OfType<RunResult.Applied>().ShouldHaveSingleItem();
        var winner = await store.ScalarAsync<string>("SELECT actor FROM task_decisions");
        foreach (var rejected in results.OfType<RunResult.Rejected>())
        {
            rejected.Kind.ShouldBe(Rejection.Conflict);
            rejected.Message.ShouldContain(winner + " ");
        }
    }

    [Fact]
    public async Task Two_hundred_bookmarks_of_one_instance_resumed_at_once_all_count()
    {
        const int Count = 200;
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("many", Documents.Parallel([.. Enumerable.Range(1, Count).Select(i => Documents.Event($"e{i}"))])));
        var instance = await store.StartAsync("many");
        var bookmarks = (await store.StateAsync(instance.Id)).Bookmarks.Select(b => b.Id).ToList();
        await using var gate = await Gate.OfInstanceAsync(store, instance.Id);

        // As many as there are connections stand in line at the database, the others in front of it.
        var results = await gate.RaceAsync(Count, i => store.ApplyAsync(instance.Id, new ResumeBookmark(bookmarks[i], TestStore.Json(i))), waiting: 64);

        results.OfType<RunResult.Applied>().Count().ShouldBe(Count);
        var state = await store.StateAsync(instance.Id);
        (state.SubStatus, state.Revision, state.ActivityOutputs.Count).ShouldBe((WorkflowSubStatus.Finished, Count + 1, Count));
        var journal = await store.JournalAsync(instance.Id);
        journal.Count(e => e.Event == JournalEvent.Resumed).ShouldBe(Count);
        journal.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, journal.Count));
        (await store.RowsAsync()).Keys.ShouldBe(["instances", "journal"]);
    }

    [Fact]
    public async Task A_deadline_fired_by_many_at_once_is_fired_once()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval");
        var deadline = await store.ScalarAsync<Guid>("SELECT id FROM deadlines");
        store.Clock.Advance(TimeSpan.FromHours(1));
        await using var gate = await Gate.OfInstanceAsync(store, instance.Id);

        var results = await gate.RaceAsync(12, _ => store.Runner.ApplyAsync(new InstanceTarget.ByDeadline(deadline), new FireDeadline(deadline), Expectation.None, CancellationToken.None));

        results.OfType<RunResult.Applied>().ShouldHaveSingleItem();
        (await store.ScalarAsync<long>("SELECT count(*) FROM outbox")).ShouldBe(1);
        (await store.ScalarAsync<long>("SELECT count(*) FROM deadlines")).ShouldBe(0);
    }

    [Theory]
    [InlineData("Singleton", null)]
    [InlineData("Correlation", "C-1")]
    [InlineData("CorrelatedSingleton", "C-1")]
    public async Task Of_many_starts_at_once_the_strategy_lets_one_through(string strategy, string? correlation)
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("one", Documents.Event("go"), strategy));
        await using var gate = await Gate.OfWritersAsync(store, "instances");

        var results = await gate.RaceAsync(12, _ => store.Runner.StartAsync(new StartRequest { DefinitionId = "one", CorrelationId = correlation }, CancellationToken.None));

        var winner = results.OfType<RunResult.Applied>().ShouldHaveSingleItem().Instance;
        foreach (var rejected in results.OfType<RunResult.Rejected>())
        {
            rejected.Kind.ShouldBe(Rejection.Conflict);
            rejected.Message.ShouldContain(winner.Id.ToString());
        }

        TestStore.Applied(await store.ApplyAsync(winner.Id, new CancelWorkflow(null)));
        await store.StartAsync("one", new StartRequest { CorrelationId = correlation });
    }

    [Fact]
    public async Task Without_a_strategy_all_who_start_at_once_start()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("one", Documents.Event("go")));

        await using var gate = await Gate.OfWritersAsync(store, "instances");

        var results = await gate.RaceAsync(12, _ => store.Runner.StartAsync(new StartRequest { DefinitionId = "one", CorrelationId = "C-1" }, CancellationToken.None));

        results.ShouldAllBe(r => r is RunResult.Applied);
    }

    [Fact]
    public async Task A_due_trigger_fired_by_many_at_once_starts_one_instance_and_is_due_again()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("tick", Documents.Trigger(Documents.Activity("Elsa.Timer", "timer", ("Interval", "01:00:00")))));
        var deadline = await store.ScalarAsync<Guid>("SELECT id FROM deadlines");
        store.Clock.Advance(TimeSpan.FromHours(1.5));
        await using var gate = await Gate.OfWritersAsync(store, "instances");

        var results = await gate.RaceAsync(8, _ => store.Runner.FireTriggerAsync(deadline, CancellationToken.None));

        results.OfType<RunResult.Applied>().ShouldHaveSingleItem();
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(1);
        (await store.ScalarAsync<DateTime>("SELECT due_at FROM deadlines")).ShouldBe(TestStore.Noon.AddHours(2).UtcDateTime);
    }

    [Fact]
    public async Task A_trigger_that_fires_while_its_workflow_is_published_stands_in_nobodys_way()
    {
        await using var store = await TestStore.CreateAsync();
        for (var round = 0; round < 15; round++)
        {
            await store.PublishAsync(Ticking(round));
            var deadline = await store.ScalarAsync<Guid>("SELECT id FROM deadlines");
            store.Clock.Advance(TimeSpan.FromHours(1));

            var firing = Task.Run(() => store.Runner.FireTriggerAsync(deadline, CancellationToken.None));
            var publishing = Task.Run(() => store.PublishAsync(Ticking(round + 1000)));

            await firing;
            await publishing;
        }

        static string Ticking(int number) => Documents.Workflow("tick", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.Timer", "timer", ("Interval", "01:00:00"))), Documents.Activity("Elsa.WriteLine", "line", ("Text", $"{number}"))));
    }
}
