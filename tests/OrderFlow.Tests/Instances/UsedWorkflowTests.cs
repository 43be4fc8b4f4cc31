using System.Text.Json.Nodes;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

/// <summary>A published workflow used as an activity of another.</summary>
public sealed class UsedWorkflowTests
{
    [Fact]
    public async Task A_parent_keeps_the_version_that_it_was_saved_with_until_it_is_saved_again()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Inner("one"));
        await store.PublishAsync(Outer());
        await store.PublishAsync(Inner("two"));

        var first = await store.StartAsync("outer");
        (await LinesAsync(store, first.Id)).ShouldBe("one");
        await store.PublishAsync(Outer("saved again"));

        (await LinesAsync(store, (await store.StartAsync("outer")).Id)).ShouldBe("two");
        (await store.StateAsync(first.Id)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("use:wait");
    }

    [Fact]
    public async Task An_instance_that_waits_inside_it_goes_on_after_it_was_published_anew()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Inner("one"));
        await store.PublishAsync(Outer());
        var instance = await store.StartAsync("outer");
        await store.PublishAsync(Documents.Workflow("inner", Documents.Activity("Elsa.WriteLine", "line", ("Text", "other")), usableAsActivity: true));

        // Knows nothing of what the first has compiled.
        await using var second = store.Second();
        TestStore.Applied(await second.ApplyAsync(instance.Id, new ResumeBookmark(1, default)));

        (await store.StateAsync(instance.Id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    private static string Inner(string line) => Documents.Workflow("inner", Documents.Sequence(Documents.Activity("Elsa.WriteLine", "line", ("Text", line)), Documents.Event("wait")), usableAsActivity: true);

    private static string Outer(string name = "outer") => Documents.Workflow("outer", new JsonObject { ["id"] = "use", ["name"] = name, ["type"] = "inner", ["workflowDefinitionId"] = "inner" });

    private static async Task<string> LinesAsync(TestStore store, Guid instance) =>
        string.Join(' ', (await store.JournalAsync(instance)).Where(e => e.Event == JournalEvent.Note).Select(e => e.Message));
}
