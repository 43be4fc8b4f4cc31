using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class ChildWorkflowTests
{
    private static readonly string Parent = Documents.Workflow("parent", Documents.Sequence(Execute("call", "child", waits: true), Documents.Event("after")));

    [Fact]
    public async Task A_child_that_ends_at_once_lets_its_parent_go_on_in_the_same_call()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Activity("Elsa.WriteLine", "line", ("Text", "hello"))));
        await store.PublishAsync(Parent);

        var parent = await store.StartAsync("parent");

        (await WaitsAtAsync(store, parent.Id)).ShouldBe("after");
        (await store.RowsAsync()).ShouldNotContainKey("messages");
        var child = await ChildAsync(store, parent.Id);
        (child.ParentInstanceId, child.SubStatus).ShouldBe((parent.Id, WorkflowSubStatus.Finished));
    }

    [Fact]
    public async Task A_parent_waits_for_a_child_that_waits_and_gets_its_result()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Event("answer")));
        await store.PublishAsync(Parent);
        var parent = await store.StartAsync("parent");
        (await WaitsAtAsync(store, parent.Id)).ShouldBe("call");
        var child = await ChildAsync(store, parent.Id);

        TestStore.Applied(await store.ApplyAsync(child.Id, new ResumeBookmark(1, default)));

        var state = await store.StateAsync(parent.Id);
        state.Bookmarks.Single().ActivityId.ShouldBe("after");
        state.ActivityOutputs["call"]["Result"].GetProperty("SubStatus").GetString().ShouldBe("Finished");
    }

    [Theory]
    [InlineData("throw new Error('no')", "Faulted")]
    [InlineData("1", "Finished")]
    public async Task A_parent_goes_on_however_its_child_ends(string script, string ends)
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Sequence(Documents.Event("wait"), Documents.Script("script", script))));
        await store.PublishAsync(Parent);
        var parent = await store.StartAsync("parent");

        TestStore.Applied(await store.ApplyAsync((await ChildAsync(store, parent.Id)).Id, new ResumeBookmark(1, default)));

        var state = await store.StateAsync(parent.Id);
        state.Bookmarks.Single().ActivityId.ShouldBe("after");
        state.ActivityOutputs["call"]["Result"].GetProperty("SubStatus").GetString().ShouldBe(ends);
    }

    [Fact]
    public async Task A_cancelled_or_deleted_child_lets_its_parent_go_on()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Event("wait")));
        await store.PublishAsync(Parent);
        var (first, second) = (await store.StartAsync("parent"), await store.StartAsync("parent"));

        TestStore.Applied(await store.ApplyAsync((await ChildAsync(store, first.Id)).Id, new CancelWorkflow("not needed")));
        (await store.Runner.DeleteAsync((await ChildAsync(store, second.Id)).Id, null, CancellationToken.None)).ShouldBeNull();

        (await WaitsAtAsync(store, first.Id)).ShouldBe("after");
        (await WaitsAtAsync(store, second.Id)).ShouldBe("after");
    }

    [Fact]
    public async Task A_cancelled_or_deleted_parent_cancels_the_child_that_it_waits_for()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Event("wait")));
        await store.PublishAsync(Parent);
        var (first, second) = (await store.StartAsync("parent"), await store.StartAsync("parent"));
        var children = new[] { await ChildAsync(store, first.Id), await ChildAsync(store, second.Id) };

        TestStore.Applied(await store.ApplyAsync(first.Id, new CancelWorkflow(null)));
        (await store.Runner.DeleteAsync(second.Id, null, CancellationToken.None)).ShouldBeNull();

        foreach (var child in children) (await store.StateAsync(child.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await store.RowsAsync()).ShouldNotContainKey("messages");
    }

    [Fact]
    public async Task A_parent_of_a_child_that_is_refused_goes_on_and_its_journal_says_why()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Event("wait"), "Singleton"));
        await store.PublishAsync(Parent);
        await store.StartAsync("child");

        var refused = await store.StartAsync("parent");

        var state = await store.StateAsync(refused.Id);
        state.Bookmarks.Single().ActivityId.ShouldBe("after");
        state.ActivityOutputs["call"]["Result"].GetProperty("SubStatus").GetString().ShouldBe("Faulted");
        (await store.JournalAsync(refused.Id)).ShouldContain(e => e.Message != null && e.Message.Contains("only one may"));
        (await store.RowsAsync()).ShouldNotContainKey("messages");
    }

    [Fact]
    public async Task A_parent_of_a_workflow_that_does_not_exist_is_faulted_and_goes_on_once_it_does()
    {
        await using var store = await TestStore.CreateAsync();
        var child = Documents.Workflow("child", Documents.Event("wait"));
        await store.PublishAsync(child);
        await store.PublishAsync(Parent);
        await store.Get<OrderFlow.Definitions.DefinitionStore>().RetractAsync("child", CancellationToken.None);

        var parent = await store.StartAsync("parent");

        var state = await store.StateAsync(parent.Id);
        (state.SubStatus, state.Incidents.Single().ActivityId).ShouldBe((WorkflowSubStatus.Faulted, "call"));
        state.Incidents[0].Message.ShouldContain("no published version");
        (await store.RowsAsync()).ShouldNotContainKey("messages");
        await store.PublishAsync(child);
        TestStore.Applied(await store.ApplyAsync(parent.Id, new RetryIncident(null)));
        (await WaitsAtAsync(store, parent.Id)).ShouldBe("call");
    }

    [Fact]
    public async Task Executing_without_waiting_gives_what_the_child_has_come_to()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Sequence(Documents.Activity("Elsa.SetOutput", "out", ("OutputName", "Total"), ("OutputValue", 7)), Documents.Event("wait"))));
        await store.PublishAsync(Documents.Workflow("starter", Documents.Sequence(Execute("call", "child", waits: false), Documents.Event("after"))));

        var parent = await store.StartAsync("starter");

        var result = (await store.StateAsync(parent.Id)).ActivityOutputs["call"]["Result"];
        (result.GetProperty("SubStatus").GetString(), result.GetProperty("Output").GetProperty("Total").GetInt32()).ShouldBe(("Suspended", 7));
        var child = await ChildAsync(store, parent.Id);
        TestStore.Applied(await store.ApplyAsync(child.Id, new ResumeBookmark(1, default)));
        (await store.StateAsync(child.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await WaitsAtAsync(store, parent.Id)).ShouldBe("after");
    }

    [Fact]
    public async Task A_child_that_ends_while_its_parent_is_held_is_heard_when_the_parent_is_taken_up()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Event("wait")));
        await store.PublishAsync(Parent);
        var parent = await store.StartAsync("parent");
        TestStore.Applied(await store.ApplyAsync(parent.Id, new HoldWorkflow("audit")));
        TestStore.Applied(await store.ApplyAsync((await ChildAsync(store, parent.Id)).Id, new ResumeBookmark(1, default)));
        (await WaitsAtAsync(store, parent.Id)).ShouldBe("call");
        (await store.Pump.SweepAsync(CancellationToken.None)).ShouldBe(0);

        TestStore.Applied(await store.ApplyAsync(parent.Id, new ReleaseWorkflow()));

        (await WaitsAtAsync(store, parent.Id)).ShouldBe("after");
        (await store.RowsAsync()).ShouldNotContainKey("messages");
    }

    [Fact]
    public async Task Fifty_children_of_one_parent_that_end_at_once_are_all_counted()
    {
        const int Count = 50;
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("child", Documents.Event("wait")));
        await store.PublishAsync(Documents.Workflow("bulk", Documents.Activity("Elsa.BulkDispatchWorkflows", "bulk", ("WorkflowDefinitionId", "child"), ("Items", Enumerable.Range(1, Count)))));
        var parent = await store.StartAsync("bulk");
        var children = (await store.StateAsync(parent.Id)).Bookmarks.Select(b => b.Reference!.Value).ToList();
        children.Count.ShouldBe(Count);
        await using var gate = await Gate.OfInstanceAsync(store, parent.Id);

        await gate.RaceAsync(Count, i => store.ApplyAsync(children[i], new ResumeBookmark(1, default)));
        await store.Pump.SweepAsync(CancellationToken.None);

        (await store.StateAsync(parent.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await store.RowsAsync()).ShouldNotContainKey("messages");
    }

    [Fact]
    public async Task Ten_generations_end_from_the_youngest_and_are_cancelled_from_the_oldest()
    {
        const int Generations = 10;
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow($"generation{Generations}", Documents.Event("end")));
        for (var i = Generations - 1; i >= 1; i--) await store.PublishAsync(Documents.Workflow($"generation{i}", Execute("call", $"generation{i + 1}", waits: true)));
        var (first, second) = (await store.StartAsync("generation1"), await store.StartAsync("generation1"));
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE status = 0")).ShouldBe(2 * Generations);

        TestStore.Applied(await store.ApplyAsync(first.Id, new CancelWorkflow(null)));
        (await store.ScalarAsync<long>($"SELECT count(*) FROM instances WHERE status = 1 AND sub_status = {(int)WorkflowSubStatus.Cancelled}")).ShouldBe(Generations);
        (await store.Runner.PublishEventAsync("end", null, default, null, CancellationToken.None)).ShouldBeNull();

        (await store.StateAsync(second.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE status = 0")).ShouldBe(0);
        (await store.RowsAsync()).ShouldNotContainKey("messages");
    }

    private static System.Text.Json.Nodes.JsonObject Execute(string id, string definition, bool waits) =>
        Documents.Activity("Elsa.ExecuteWorkflow", id, ("WorkflowDefinitionId", definition), ("WaitForCompletion", waits));

    private static async Task<string> WaitsAtAsync(TestStore store, Guid instance) => (await store.StateAsync(instance)).Bookmarks.Single().ActivityId;

    private static async Task<InstanceRow> ChildAsync(TestStore store, Guid parent)
    {
        await using var db = store.Db();
        return db.Instances.Single(i => i.ParentInstanceId == parent);
    }
}
