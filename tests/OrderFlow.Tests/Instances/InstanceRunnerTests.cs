using Microsoft.EntityFrameworkCore;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;
using OrderFlow.Tasks;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class InstanceRunnerTests
{
    private static readonly string Approval = Documents.Workflow(
        "approval",
        Documents.Sequence(
            Documents.Task("sales", ("Title", "Check the contract"), ("Users", new[] { "ann", "bob" }), ("Roles", new[] { "sales" }), ("Due", "2.00:00:00")),
            Documents.Task("legal", ("Users", new[] { "lea" }))));

    [Fact]
    public async Task A_definition_that_was_asked_for_too_early_is_found_once_it_is_published()
    {
        await using var store = await TestStore.CreateAsync();
        var json = Documents.Workflow("early", Documents.Event("wait"));
        await store.SaveAsync(json);
        TestStore.Rejected(await store.Runner.StartAsync(new StartRequest { DefinitionId = "early" }, CancellationToken.None)).Kind.ShouldBe(Rejection.NotFound);

        await store.PublishAsync(json);

        (await store.StartAsync("early")).Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public async Task A_start_is_there_with_its_task_its_deadline_and_its_journal()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);

        var started = await store.StartAsync("approval", new StartRequest { CorrelationId = "C-1", Name = "First", Actor = "mia" });

        await using var db = store.Db();
        var row = await db.Instances.SingleAsync();
        row.Id.ShouldBe(started.Id);
        (row.SubStatus, row.Revision, row.CorrelationId, row.Name).ShouldBe((WorkflowSubStatus.Suspended, 1, "C-1", "First"));
        var task = await db.Tasks.SingleAsync();
        (task.Title, task.State, task.DueAt).ShouldBe(("Check the contract", TaskState.Open, TestStore.Noon.AddDays(2)));
        task.Outcomes.ShouldBe(["Approve", "Reject"]);
        (await db.TaskAssignees.Select(a => a.Assignee).OrderBy(a => a).ToListAsync()).ShouldBe(["role:sales", "user:ann", "user:bob"]);
        (await db.Deadlines.SingleAsync()).DueAt.ShouldBe(TestStore.Noon.AddDays(2));
        (await store.JournalAsync(started.Id)).Select(e => e.Event).ShouldContain(JournalEvent.Suspended);
    }

    [Fact]
    public async Task A_decision_closes_its_task_clears_the_lists_and_opens_the_next()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval");
        var task = (await store.OpenTasksAsync(instance.Id)).ShouldHaveSingleItem();

        TestStore.Applied(await store.DecideAsync(task, "sam", comment: "fine", roles: "sales")).Revision.ShouldBe(2);

        await using var db = store.Db();
        var closed = await db.Tasks.SingleAsync(t => t.Id == task);
        (closed.State, closed.Outcome, closed.Actor, closed.Comment, closed.ClosedAt).ShouldBe((TaskState.Completed, "Approve", "sam", "fine", TestStore.Noon));
        (await db.TaskDecisions.SingleAsync()).Actor.ShouldBe("sam");
        (await db.TaskAssignees.SingleAsync()).Assignee.ShouldBe("user:lea");
        (await db.Deadlines.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_last_decision_finishes_the_instance_and_leaves_nothing_open()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval");

        foreach (var actor in new[] { "ann", "lea" })
            TestStore.Applied(await store.DecideAsync((await store.OpenTasksAsync(instance.Id)).Single(), actor));

        (await store.StateAsync(instance.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await store.RowsAsync()).ShouldBe(new Dictionary<string, long> { ["instances"] = 1, ["journal"] = 3, ["tasks"] = 2, ["task_decisions"] = 2 });
    }

    [Fact]
    public async Task Where_all_must_decide_who_has_decided_no_longer_has_it_on_the_list()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("both", Documents.Task("both", ("Mode", "All"), ("Users", new[] { "ann" }), ("Roles", new[] { "legal", "sales" }))));
        var instance = await store.StartAsync("both");
        var task = (await store.OpenTasksAsync(instance.Id)).Single();

        TestStore.Applied(await store.DecideAsync(task, "ann", roles: "sales"));

        await using var db = store.Db();
        (await db.TaskAssignees.Select(a => a.Assignee).ToListAsync()).ShouldBe(["role:legal"]);
        (await db.Tasks.SingleAsync()).Revision.ShouldBe(2);
    }

    [Fact]
    public async Task An_escalation_puts_the_task_on_the_list_of_another_role_and_asks_for_a_mail()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow(
            "late", Documents.Task("late", ("Users", new[] { "ann" }), ("Due", "01:00:00"), ("OnTimeout", "Escalate"), ("EscalateTo", "boss"))));
        var instance = await store.StartAsync("late");
        await using var db = store.Db();
        var deadline = await db.Deadlines.AsNoTracking().SingleAsync();
        store.Clock.Advance(TimeSpan.FromHours(1));

        TestStore.Applied(await store.Runner.ApplyAsync(new InstanceTarget.ByDeadline(deadline.Id), new FireDeadline(deadline.Id), Expectation.None, CancellationToken.None));

        (await db.TaskAssignees.Select(a => a.Assignee).OrderBy(a => a).ToListAsync()).ShouldBe(["role:boss", "user:ann"]);
        (await db.Tasks.SingleAsync()).Assignees.ShouldBe(["user:ann", "role:boss"]);
        (await db.Outbox.SingleAsync()).Kind.ShouldBe(OrderFlow.Outbox.OutboxKind.Notice);
        (await db.Deadlines.CountAsync()).ShouldBe(0);
        (await store.OpenTasksAsync(instance.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Unknown_ids_are_not_found_and_say_which()
    {
        await using var store = await TestStore.CreateAsync();
        var id = Guid.NewGuid();

        foreach (var target in new InstanceTarget[] { new InstanceTarget.ById(id), new InstanceTarget.ByTask(id), new InstanceTarget.ByDeadline(id), new InstanceTarget.ByReference(id) })
        {
            var rejected = TestStore.Rejected(await store.Runner.ApplyAsync(target, new CancelWorkflow(null), Expectation.None, CancellationToken.None));
            rejected.Kind.ShouldBe(Rejection.NotFound);
            rejected.Message.ShouldContain(id.ToString());
        }

        TestStore.Rejected(await store.Runner.StartAsync(new StartRequest { DefinitionId = "nothing" }, CancellationToken.None)).Kind.ShouldBe(Rejection.NotFound);
    }

    [Fact]
    public async Task A_refused_decision_changes_nothing()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval");
        var task = (await store.OpenTasksAsync(instance.Id)).Single();
        var before = await store.RowsAsync();

        TestStore.Rejected(await store.DecideAsync(task, "eve")).Kind.ShouldBe(Rejection.NotAllowed);
        TestStore.Rejected(await store.DecideAsync(task, "ann", "Perhaps")).Kind.ShouldBe(Rejection.Invalid);

        (await store.RowsAsync()).ShouldBe(before);
        (await store.StateAsync(instance.Id)).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_stale_revision_is_refused_and_the_answer_names_who_was_faster()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var instance = await store.StartAsync("approval");
        var task = (await store.OpenTasksAsync(instance.Id)).Single();
        TestStore.Applied(await store.DecideAsync(task, "ann"));

        var stale = TestStore.Rejected(await store.ApplyAsync(instance.Id, new CancelWorkflow(null), new Expectation { Revision = 1 }));
        var second = TestStore.Rejected(await store.DecideAsync(task, "bob", expected: new Expectation { TaskRevision = 1 }));
        var third = TestStore.Rejected(await store.DecideAsync(task, "bob"));

        (stale.Kind, second.Kind, third.Kind).ShouldBe((Rejection.Conflict, Rejection.Conflict, Rejection.Conflict));
        foreach (var message in new[] { stale.Message, second.Message, third.Message })
        {
            message.ShouldContain("ann");
            message.ShouldContain("Approve");
        }
    }

    [Fact]
    public async Task Who_decides_on_a_task_that_another_has_decided_on_hears_who_and_what()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("both", Documents.Task("both", ("Mode", "All"), ("Users", new[] { "ann", "bob" }))));
        var task = (await store.OpenTasksAsync((await store.StartAsync("both")).Id)).Single();
        TestStore.Applied(await store.DecideAsync(task, "ann", expected: new Expectation { TaskRevision = 1 }));

        var stale = TestStore.Rejected(await store.DecideAsync(task, "bob", expected: new Expectation { TaskRevision = 1 }));

        stale.Kind.ShouldBe(Rejection.Conflict);
        stale.Message.ShouldContain("ann decided on it with 'Approve'");
        TestStore.Applied(await store.DecideAsync(task, "bob", expected: new Expectation { TaskRevision = 2 }));
    }

    [Fact]
    public async Task A_stale_revision_after_a_bookmark_was_resumed_names_who_resumed_it()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("two", Documents.Sequence(Documents.Event("paid"), Documents.Event("sent"))));
        var instance = await store.StartAsync("two");
        TestStore.Applied(await store.ApplyAsync(instance.Id, new ResumeBookmark(1, default) { Actor = "ann" }));

        var stale = TestStore.Rejected(await store.ApplyAsync(instance.Id, new HoldWorkflow(null), new Expectation { Revision = 1 }));

        stale.Message.ShouldContain("ann was faster and resumed 'paid'");
    }

    [Fact]
    public async Task Text_that_PostgreSQL_refuses_is_stored_without_the_characters()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);

        var instance = await store.StartAsync("approval", new StartRequest { CorrelationId = "a\0b" + new string('x', 5000), Name = "n\0\ud800" });
        var task = (await store.OpenTasksAsync(instance.Id)).Single();
        TestStore.Applied(await store.DecideAsync(task, "ann", comment: "\0"));

        await using var db = store.Db();
        (await db.Instances.SingleAsync()).Name.ShouldBe("n\uFFFD\uFFFD");
        (await db.Tasks.SingleAsync(t => t.Id == task)).Comment.ShouldBe("\uFFFD");
    }

    [Fact]
    public async Task An_instance_stays_on_its_version_when_another_is_published()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        var old = await store.StartAsync("approval");
        await store.PublishAsync(Documents.Workflow("approval", Documents.Task("only", ("Users", new[] { "zoe" }))));

        TestStore.Applied(await store.DecideAsync((await store.OpenTasksAsync(old.Id)).Single(), "ann"));
        var started = await store.StartAsync("approval");

        (await store.StateAsync(old.Id)).Bookmarks.Single().ActivityId.ShouldBe("legal");
        (started.Version, (await store.StateAsync(started.Id)).Bookmarks.Single().ActivityId).ShouldBe((2, "only"));
    }

    [Fact]
    public async Task A_host_that_still_remembers_the_old_version_starts_the_new_one()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Approval);
        await using var other = store.Second();
        (await other.StartAsync("approval")).Version.ShouldBe(1);
        await store.PublishAsync(Documents.Workflow("approval", Documents.Task("only", ("Users", new[] { "zoe" }))));

        (await other.StartAsync("approval")).Version.ShouldBe(2);
    }
}
