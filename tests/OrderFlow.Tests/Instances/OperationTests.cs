using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class OperationTests
{
    private static readonly string Approval = Documents.Workflow("approval", Documents.Task("decide", ("Users", new[] { "ann" })));

    private readonly Guid operation = Guid.NewGuid();

    [Fact]
    public async Task A_start_repeated_under_its_operation_gives_the_same_answer_and_starts_nothing()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var request = new StartRequest { OperationId = operation, CorrelationId = "C-1", Input = new Dictionary<string, System.Text.Json.JsonElement> { ["a"] = TestStore.Json(1) } };
        var first = await store.StartAsync("approval", request);
        store.Clock.Advance(TimeSpan.FromMinutes(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.StartAsync("approval", request))));

        answers.ShouldAllBe(a => a == first);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(1);
    }

    [Fact]
    public void An_action_on_a_task_is_told_from_another_by_all_that_it_says_and_not_by_who_may()
    {
        byte[] Hash(ApprovalCommand command, params string[] roles) =>
            Operation.Of(operation, new InstanceTarget.ByTask(operation), new ActOnTask(operation, command, roles.ToHashSet()) { Actor = "ann", IsAdministrator = roles.Length > 1 })!.Hash;

        Hash(new TransferSeat("ben")).ShouldBe(Hash(new TransferSeat("ben"), "sales", "admin"));
        ApprovalCommand[] others = [new TransferSeat("cem"), new TransferSeat("ben", 2), new TransferSeat("ben") { Comment = "ill" }, new DelegateSeat("ben"), new CastDecision("Approve")];
        foreach (var other in others) Hash(other).ShouldNotBe(Hash(new TransferSeat("ben")));
    }

    [Fact]
    public async Task Starts_under_one_operation_that_come_together_start_one_instance()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.StartAsync("approval", new StartRequest { OperationId = operation }))));

        answers.Distinct().ShouldHaveSingleItem();
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_repeated_under_its_operation_is_answered_as_the_first_time()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var task = (await store.OpenTasksAsync((await store.StartAsync("approval")).Id)).Single();
        var expected = new Expectation { OperationId = operation, TaskRevision = 1 };
        var first = TestStore.Applied(await store.DecideAsync(task, "ann", expected: expected));

        // The person's roles may have changed between the two calls; the command has not.
        var again = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => store.DecideAsync(task, "ann", expected: expected, roles: $"role{i}"))));

        again.ShouldAllBe(r => TestStore.Applied(r) == first);
        (await store.ScalarAsync<long>("SELECT count(*) FROM task_decisions")).ShouldBe(1);
    }

    [Fact]
    public async Task Another_command_under_a_used_operation_is_a_conflict_and_changes_nothing()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval", new StartRequest { OperationId = operation });
        var task = (await store.OpenTasksAsync(instance.Id)).Single();

        var other = TestStore.Rejected(await store.Runner.StartAsync(new StartRequest { DefinitionId = "approval", OperationId = operation, Name = "x" }, CancellationToken.None));
        var decision = TestStore.Rejected(await store.DecideAsync(task, "ann", expected: new Expectation { OperationId = operation }));

        foreach (var rejected in new[] { other, decision })
        {
            rejected.Kind.ShouldBe(Rejection.Conflict);
            rejected.Message.ShouldContain(operation.ToString());
        }

        (await store.OpenTasksAsync(instance.Id)).ShouldBe([task]);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_command_may_be_tried_again_under_its_operation()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval");
        var task = (await store.OpenTasksAsync(instance.Id)).Single();
        TestStore.Applied(await store.ApplyAsync(instance.Id, new HoldWorkflow(null)));
        var expected = new Expectation { OperationId = operation };
        TestStore.Rejected(await store.DecideAsync(task, "ann", expected: expected)).Kind.ShouldBe(Rejection.Conflict);
        TestStore.Applied(await store.ApplyAsync(instance.Id, new ReleaseWorkflow()));

        TestStore.Applied(await store.DecideAsync(task, "ann", expected: expected)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task An_event_published_twice_under_one_operation_is_published_once()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("listener", Documents.Sequence(Documents.Trigger(Documents.Event("paid")), Documents.Event("more"))));

        (await store.Runner.PublishEventAsync("paid", null, TestStore.Json(5), operation, CancellationToken.None)).ShouldBeNull();
        (await store.Runner.PublishEventAsync("paid", null, TestStore.Json(5), operation, CancellationToken.None)).ShouldBeNull();
        var other = await store.Runner.PublishEventAsync("paid", null, TestStore.Json(6), operation, CancellationToken.None);

        other.ShouldNotBeNull().Kind.ShouldBe(Rejection.Conflict);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances")).ShouldBe(1);
    }
}
