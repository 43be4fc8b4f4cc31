using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.People;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class InstanceListTests
{
    private static readonly string Approval = Documents.Workflow(
        "approval", Documents.Sequence(Documents.Task("sales", ("Title", "Check it"), ("Users", new[] { "ann" }), ("Roles", new[] { "sales" }), ("Due", "2.00:00:00"))));

    private static readonly string Delayed = Documents.Workflow("delayed", Documents.Activity("Elsa.Delay", "d", ("TimeSpan", "1.00:00:00")));

    [Fact]
    public async Task A_line_says_for_whom_it_waits_since_when_and_until_when()
    {
        await using var store = await TestStore.CreateAsync();
        await using (var db = store.Db())
        {
            db.Users.Add(new User { Name = "ann", DisplayName = "Ann A.", CreatedAt = TestStore.Noon });
            await db.SaveChangesAsync();
        }

        await store.PublishAsync(Approval);
        await store.StartAsync("approval", new StartRequest { CorrelationId = "SC-1", Name = "SC-1 lamps" });

        var line = (await ReadAsync(store)).ShouldHaveSingleItem();

        (line.Title, line.Workflow, line.Version, line.Stage).ShouldBe(("SC-1 lamps", "approval", 1, InstanceStage.Running));
        var wait = line.Waits.ShouldHaveSingleItem();
        (wait.Kind, wait.What, wait.Since, wait.DueAt).ShouldBe((InstanceWaitKind.Task, "Check it", TestStore.Noon, TestStore.Noon.AddDays(2)));
        wait.Whom.ShouldBe(["Ann A.", "role:sales"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_waits_for_time_says_until_when()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Delayed);
        await store.StartAsync("delayed");

        var wait = (await ReadAsync(store)).ShouldHaveSingleItem().Waits.ShouldHaveSingleItem();

        (wait.Kind, wait.DueAt).ShouldBe((InstanceWaitKind.Time, TestStore.Noon.AddDays(1)));
    }

    [Theory]
    [InlineData(InstanceStage.Running, "running")]
    [InlineData(InstanceStage.Held, "held")]
    [InlineData(InstanceStage.Cancelled, "cancelled")]
    [InlineData(InstanceStage.Finished, "finished")]
    public async Task Each_state_finds_its_own(InstanceStage stage, string expected)
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        foreach (var name in new[] { "running", "held", "cancelled", "finished" }) await store.StartAsync("approval", new StartRequest { Name = name });
        await store.ApplyAsync(await IdAsync(store, "held"), new HoldWorkflow(null));
        await store.ApplyAsync(await IdAsync(store, "cancelled"), new CancelWorkflow(null));
        await store.DecideAsync((await store.OpenTasksAsync(await IdAsync(store, "finished"))).Single(), "ann");

        var line = (await ReadAsync(store, new InstanceListFilter(null, null, stage, null, 10))).ShouldHaveSingleItem();

        (line.Name, line.Stage).ShouldBe((expected, stage));
    }

    [Theory]
    [InlineData("SC-2", 1)]
    [InlineData("sc-", 2)]
    [InlineData("lamp", 1)]
    [InlineData("C-2", 0)]
    [InlineData("%", 0)]
    public async Task A_search_finds_the_beginning_of_a_number_and_a_part_of_a_name(string search, int count)
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        await store.StartAsync("approval", new StartRequest { CorrelationId = "SC-1", Name = "two lamps" });
        await store.StartAsync("approval", new StartRequest { CorrelationId = "SC-2", Name = "chairs" });

        (await ReadAsync(store, new InstanceListFilter(search, null, null, null, 10))).Count.ShouldBe(count);
    }

    [Fact]
    public async Task Older_ones_follow_the_last_of_the_page()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        foreach (var name in new[] { "first", "second", "third" })
        {
            await store.StartAsync("approval", new StartRequest { Name = name });
            store.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var newest = await store.Get<InstanceList>().ReadAsync(new InstanceListFilter(null, null, null, null, 2), default);
        var older = await store.Get<InstanceList>().ReadAsync(new InstanceListFilter(null, null, null, newest.Lines[^1].Id, 2), default);

        newest.Lines.Select(l => l.Name).ShouldBe(["third", "second"]);
        (newest.HasMore, older.HasMore).ShouldBe((true, false));
        older.Lines.ShouldHaveSingleItem().Name.ShouldBe("first");
    }

    [Theory]
    [InlineData("SC-1", "SC-1 lamps", "SC-1 lamps")]
    [InlineData("SC-1", "lamps", "SC-1 lamps")]
    [InlineData(null, "lamps", "lamps")]
    [InlineData("SC-1", " ", "SC-1")]
    [InlineData("", null, "00000000")]
    public void An_instance_is_called_by_number_and_name_each_once(string? number, string? name, string expected) =>
        new InstanceLine(Guid.Empty, "x", "X", 1, InstanceStage.Running, number, name, 0, TestStore.Noon, null, []).Title.ShouldBe(expected);

    private static async Task<Guid> IdAsync(TestStore store, string name) => (await ReadAsync(store)).Single(l => l.Name == name).Id;

    private static async Task<IReadOnlyList<InstanceLine>> ReadAsync(TestStore store, InstanceListFilter? filter = null) =>
        (await store.Get<InstanceList>().ReadAsync(filter ?? new InstanceListFilter(null, null, null, null, 50), default)).Lines;
}
