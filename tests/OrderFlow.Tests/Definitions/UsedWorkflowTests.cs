using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

/// <summary>Workflows used as activities, and activities that are not known: what a version means when the others change.</summary>
public sealed class UsedWorkflowTests : IAsyncLifetime
{
    private TestStore store = null!;

    public async Task InitializeAsync() => store = await TestStore.CreateAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task A_parent_keeps_the_version_that_it_was_published_with()
    {
        await store.PublishAsync(Child("one"));
        await store.PublishAsync(Parent());

        await store.PublishAsync(Child("two"));

        (await WaitsForAsync()).ShouldBe("use:one");
        await store.PublishAsync(Parent("again"));
        (await WaitsForAsync()).ShouldBe("use:two");
    }

    [Fact]
    public async Task A_version_of_another_server_stands_for_the_one_that_is_published_here()
    {
        await store.PublishAsync(Child("one"));

        await store.PublishAsync(Parent(version: "3457460b3fd74daa8f898564cf96fe48"));

        (await WaitsForAsync()).ShouldBe("use:one");
        await store.PublishAsync(Child("two"));
        (await WaitsForAsync()).ShouldBe("use:one");
    }

    [Fact]
    public async Task A_parent_of_a_workflow_that_is_no_activity_is_not_published()
    {
        await store.PublishAsync(Documents.Workflow("child", Documents.Event("one")));

        var result = await store.Get<DefinitionStore>().SaveAsync(new SaveDefinition { Document = JsonNode.Parse(Parent())!, Publish = true }, default);

        result.ShouldBeOfType<DefinitionResult.Invalid>().Findings.ShouldHaveSingleItem().Code.ShouldBe("workflow-not-usable");
    }

    [Fact]
    public async Task An_unknown_activity_is_kept_refuses_publication_and_is_restored_when_its_type_is_known()
    {
        var draft = await store.SaveAsync(Documents.Workflow("flow", new JsonObject { ["id"] = "u", ["name"] = "U", ["type"] = "Their.Thing", ["foo"] = 1 }));
        var root = JsonNode.Parse(draft.Json)!["root"]!;
        root["type"]!.ToString().ShouldBe("Elsa.NotFoundActivity");
        var refused = (await store.Get<DefinitionStore>().PublishAsync(new PublishDefinition("flow", null), default)).ShouldBeOfType<DefinitionResult.Invalid>().Findings.Where(f => f.Code != "unused-variable").ShouldHaveSingleItem();
        refused.Message.ShouldBe("'U' is of type 'Their.Thing', which is not known here.");

        // As if a newer version of the product knew the type.
        root["missingTypeName"] = "Elsa.Event";
        root["originalActivityJson"] = """{"id":"u","name":"U","type":"Elsa.Event","eventName":"go"}""";
        await store.SaveAsync(Documents.Workflow("flow", (JsonObject)root.DeepClone()));
        var published = (await store.Get<DefinitionStore>().PublishAsync(new PublishDefinition("flow", null), default)).ShouldBeOfType<DefinitionResult.Done>().Version;

        JsonNode.Parse(published.Json)!["root"]!["type"]!.ToString().ShouldBe("Elsa.Event");
        (await store.StartAsync("flow")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    private static string Child(string activity) => Documents.Workflow("child", Documents.Event(activity), usableAsActivity: true);

    private static string Parent(string name = "use", string? version = null) => Documents.Workflow("parent", new JsonObject
    {
        ["id"] = "use",
        ["name"] = name,
        ["type"] = "Child",
        ["workflowDefinitionId"] = "child",
        ["workflowDefinitionVersionId"] = version,
    });

    private async Task<string> WaitsForAsync() => (await store.StateAsync((await store.StartAsync("parent")).Id)).Bookmarks.ShouldHaveSingleItem().ActivityId;
}
