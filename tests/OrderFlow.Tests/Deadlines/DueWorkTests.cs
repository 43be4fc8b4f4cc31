using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Deadlines;

/// <summary>What fires when, on a clock that stands still until it is moved.</summary>
public sealed class DueWorkTests : IAsyncLifetime
{
    private TestStore store = null!;

    public async Task InitializeAsync() => store = await TestStore.CreateAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task A_delay_ends_at_its_moment_and_not_before()
    {
        await store.PublishAsync(Documents.Workflow("nap", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:10:00"))));
        var instance = await store.StartAsync("nap");

        (await FireAfterAsync(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(10))).ShouldBe(0);
        (await Due.NextAsync(default)).ShouldBe(TestStore.Noon.AddMinutes(10));
        (await FireAfterAsync(TimeSpan.FromTicks(10))).ShouldBe(1);

        (await store.StateAsync(instance.Id)).Status.ShouldBe(WorkflowStatus.Finished);
        (await Due.NextAsync(default)).ShouldBeNull();
        (await FireAfterAsync(TimeSpan.FromDays(1))).ShouldBe(0);
    }

    [Fact]
    public async Task A_deadline_without_an_instance_is_dropped_and_not_found_due_again_and_again()
    {
        await store.ExecuteAsync($"INSERT INTO deadlines (id, instance_id, bookmark_id, kind, due_at) VALUES (gen_random_uuid(), gen_random_uuid(), 1, 0, '{TestStore.Noon:O}')");

        (await FireAfterAsync(TimeSpan.Zero)).ShouldBe(0);

        (await store.ScalarAsync<long>("SELECT count(*) FROM deadlines")).ShouldBe(0);
    }

    [Fact]
    public async Task Operations_are_known_for_a_month()
    {
        await store.PublishAsync(Documents.Workflow("line", Documents.Activity("Elsa.WriteLine", "line", ("Text", "x"))));
        await store.StartAsync("line", new OrderFlow.Instances.StartRequest { OperationId = Guid.NewGuid() });
        var sweep = new OperationSweep(store.Source, store.Clock);

        store.Clock.Advance(TimeSpan.FromDays(29));
        await sweep.SweepAsync(default);
        (await store.ScalarAsync<long>("SELECT count(*) FROM operations")).ShouldBe(1);
        store.Clock.Advance(TimeSpan.FromDays(2));
        await sweep.SweepAsync(default);

        (await store.ScalarAsync<long>("SELECT count(*) FROM operations")).ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_starts_an_instance_each_time_and_one_for_all_that_was_missed()
    {
        await store.PublishAsync(Documents.Workflow("tick", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.Timer", "timer", ("Interval", "00:05:00"))), Documents.Event("go"))));

        (await FireAfterAsync(TimeSpan.FromMinutes(4))).ShouldBe(0);
        (await FireAfterAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
        (await FireAfterAsync(TimeSpan.Zero)).ShouldBe(0);
        // The host was down for an hour.
        (await FireAfterAsync(TimeSpan.FromHours(1))).ShouldBe(1);

        (await store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(2);
        (await Due.NextAsync(default)).ShouldBe(TestStore.Noon.AddMinutes(70));
    }

    [Fact]
    public async Task Cron_fires_at_its_times()
    {
        await store.PublishAsync(Documents.Workflow("daily", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.Cron", "cron", ("CronExpression", "0 30 8 * * *"))), Documents.Event("go"))));

        (await Due.NextAsync(default)).ShouldBe(new DateTimeOffset(2026, 5, 5, 8, 30, 0, TimeSpan.Zero));
        (await FireAfterAsync(TimeSpan.FromHours(20.5))).ShouldBe(1);
        (await Due.NextAsync(default)).ShouldBe(new DateTimeOffset(2026, 5, 6, 8, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task StartAt_fires_once()
    {
        await store.PublishAsync(Documents.Workflow("once", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.StartAt", "at", ("DateTime", "2026-05-04T13:00:00Z"))), Documents.Event("go"))));

        (await FireAfterAsync(TimeSpan.FromHours(1))).ShouldBe(1);

        (await FireAfterAsync(TimeSpan.FromDays(400))).ShouldBe(0);
        (await Due.NextAsync(default)).ShouldBeNull();
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(1);
    }

    [Fact]
    public async Task A_retracted_workflow_is_started_no_more()
    {
        await store.PublishAsync(Documents.Workflow("tick", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.Timer", "timer", ("Interval", "00:05:00"))), Documents.Event("go"))));
        await store.Get<DefinitionStore>().RetractAsync("tick", CancellationToken.None);

        (await FireAfterAsync(TimeSpan.FromHours(1))).ShouldBe(0);

        (await store.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task X1_A_task_reminds_before_and_after_and_is_escalated_when_time_is_up()
    {
        await store.PublishAsync(Documents.Workflow("approve", Documents.Task(
            "decide", ("Roles", new[] { "sales" }), ("Due", "1.00:00:00"), ("RemindBefore", new[] { "04:00:00" }), ("RemindAfter", new[] { "02:00:00" }), ("OnTimeout", "Escalate"), ("EscalateTo", "sales-lead"))));
        await store.StartAsync("approve");

        (await FireAfterAsync(TimeSpan.FromHours(20))).ShouldBe(1);
        (await NoticesAsync()).ShouldBe(1);
        (await FireAfterAsync(TimeSpan.FromHours(4))).ShouldBe(1);
        (await AssigneesAsync()).ShouldBe("role:sales role:sales-lead");
        var escalated = await NoticesAsync();
        (await FireAfterAsync(TimeSpan.FromHours(2))).ShouldBe(1);

        escalated.ShouldBeGreaterThan(1);
        (await NoticesAsync()).ShouldBeGreaterThan(escalated);
        (await Due.NextAsync(default)).ShouldBeNull();
        (await store.ScalarAsync<long>("SELECT count(*) FROM tasks WHERE state = 0")).ShouldBe(1);
    }

    [Fact]
    public async Task A_task_takes_its_outcome_when_time_is_up()
    {
        await store.PublishAsync(Documents.Workflow("approve", Documents.Task("decide", ("Roles", new[] { "sales" }), ("Due", "01:00:00"), ("OnTimeout", "Outcome"), ("TimeoutOutcome", "Reject"))));
        var instance = await store.StartAsync("approve");

        (await FireAfterAsync(TimeSpan.FromHours(1))).ShouldBe(1);

        (await store.StateAsync(instance.Id)).Status.ShouldBe(WorkflowStatus.Finished);
        (await store.ScalarAsync<string>("SELECT outcome FROM tasks")).ShouldBe("Reject");
        (await store.ScalarAsync<bool>("SELECT actor IS NULL FROM tasks")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_decided_task_has_no_deadlines_left()
    {
        await store.PublishAsync(Documents.Workflow("approve", Documents.Task("decide", ("Roles", new[] { "sales" }), ("Due", "01:00:00"), ("OnTimeout", "Remind"))));
        var instance = await store.StartAsync("approve");
        await store.DecideAsync((await store.OpenTasksAsync(instance.Id)).Single(), "sam", roles: "sales");

        (await FireAfterAsync(TimeSpan.FromHours(2))).ShouldBe(0);

        (await store.ScalarAsync<long>("SELECT count(*) FROM outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_due_while_an_instance_is_held_fires_when_it_is_taken_up()
    {
        await store.PublishAsync(Documents.Workflow("nap", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:10:00"))));
        var instance = await store.StartAsync("nap");
        TestStore.Applied(await store.ApplyAsync(instance.Id, new HoldWorkflow("wait")));

        (await FireAfterAsync(TimeSpan.FromMinutes(10))).ShouldBe(0);
        (await FireAfterAsync(TimeSpan.FromMinutes(10))).ShouldBe(0);
        (await store.StateAsync(instance.Id)).Status.ShouldBe(WorkflowStatus.Running);
        TestStore.Applied(await store.ApplyAsync(instance.Id, new ReleaseWorkflow()));

        (await FireAfterAsync(TimeSpan.Zero)).ShouldBe(1);
        (await store.StateAsync(instance.Id)).Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task One_that_always_fails_is_tried_now_and_then_and_keeps_nobody_waiting()
    {
        await store.PublishAsync(Documents.Workflow("nap", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:10:00"))));
        var broken = await store.StartAsync("nap");
        var good = await store.StartAsync("nap");
        await store.ExecuteAsync($"UPDATE instances SET state = '\\x00'::bytea WHERE id = '{broken.Id}'");

        (await FireAfterAsync(TimeSpan.FromMinutes(10))).ShouldBe(1);

        (await store.StateAsync(good.Id)).Status.ShouldBe(WorkflowStatus.Finished);
        (await Due.NextAsync(default)).ShouldBeNull();
        store.Clock.Advance(DueWork.Lease);
        (await Due.NextAsync(default)).ShouldBe(TestStore.Noon.AddMinutes(10));
    }

    [Fact]
    public async Task What_a_dead_host_took_is_taken_by_another_after_a_while()
    {
        await store.PublishAsync(Documents.Workflow("nap", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:10:00"))));
        await store.StartAsync("nap");
        await store.ExecuteAsync($"UPDATE deadlines SET taken_until = '{TestStore.Noon.AddMinutes(11):O}'");

        (await FireAfterAsync(TimeSpan.FromMinutes(10))).ShouldBe(0);
        (await FireAfterAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
    }

    [Fact]
    public async Task The_clock_waits_for_the_next_deadline_and_never_longer_than_a_second()
    {
        var hand = new DeadlineClock(Due, store.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<DeadlineClock>.Instance);
        (await hand.LookAsync(default)).ShouldBe(DeadlineClock.Interval);
        await store.PublishAsync(Documents.Workflow("nap", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:00:02"))));
        var instance = await store.StartAsync("nap");

        (await hand.LookAsync(default)).ShouldBe(DeadlineClock.Interval);
        store.Clock.Advance(TimeSpan.FromSeconds(1.75));
        (await hand.LookAsync(default)).ShouldBe(TimeSpan.FromSeconds(0.25));
        store.Clock.Advance(TimeSpan.FromSeconds(0.25));
        (await hand.LookAsync(default)).ShouldBe(DeadlineClock.Interval);

        (await store.StateAsync(instance.Id)).Status.ShouldBe(WorkflowStatus.Finished);
    }

    private DueWork Due => store.Get<DueWork>();

    private async Task<int> FireAfterAsync(TimeSpan time)
    {
        store.Clock.Advance(time);
        return await Due.FireDueAsync(CancellationToken.None);
    }

    private Task<long> NoticesAsync() => store.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE kind = 2");

    private Task<string> AssigneesAsync() => store.ScalarAsync<string>("SELECT string_agg(assignee, ' ' ORDER BY assignee) FROM task_assignees");
}
