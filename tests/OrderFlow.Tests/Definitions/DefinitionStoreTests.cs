using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrderFlow.Definitions;
using OrderFlow.Persistence;
using OrderFlow.Tests.Execution;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

public sealed class DefinitionStoreTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    private DefinitionStore Store => services.GetRequiredService<DefinitionStore>();

    public async Task InitializeAsync()
    {
        database = await TestPostgres.CreateAsync();
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider(Rig.Noon)).AddStore(database.ConnectionString).AddDefinitions().BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_draft_is_changed_in_place_and_what_follows_a_published_version_is_a_new_draft()
    {
        (await SaveAsync("one")).Version.Version.ShouldBe(1);
        var draft = await SaveAsync("two", publish: true);
        draft.Version.Version.ShouldBe(1);
        draft.Version.IsPublished.ShouldBeTrue();

        var next = (await SaveAsync("three")).Version;

        next.Version.ShouldBe(2);
        next.IsPublished.ShouldBeFalse();
        (await Store.FindAsync("x", VersionChoice.Published, default))!.Version.ShouldBe(1);
        (await Store.FindAsync("x", VersionChoice.Latest, default))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Publishing_replaces_the_published_version_and_its_triggers()
    {
        await SaveAsync("one", publish: true, type: "Elsa.Event", more: """, "eventName":"first","customProperties":{"canStartWorkflow":true}""");

        await SaveAsync("two", publish: true, type: "Elsa.Timer", more: """, "interval":"00:05:00","customProperties":{"canStartWorkflow":true}""");

        await using var db = await services.GetRequiredService<IDbContextFactory<OrderFlowDb>>().CreateDbContextAsync();
        (await db.Definitions.CountAsync(d => d.IsPublished)).ShouldBe(1);
        (await db.Triggers.SingleAsync()).Key.ShouldBe("00:05:00");
        (await db.Deadlines.SingleAsync()).DueAt.ShouldBe(Rig.Noon.AddMinutes(5));
        await Store.RetractAsync("x", default);
        (await db.Triggers.AnyAsync()).ShouldBeFalse();
        (await db.Deadlines.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_definition_with_errors_is_kept_as_a_draft_but_not_published()
    {
        var saved = await SaveAsync("one", type: "Nope.Nope");

        saved.Findings.ShouldHaveSingleItem().Code.ShouldBe("unknown-activity-type");
        (await Store.PublishAsync(new PublishDefinition("x", null), default)).ShouldBeOfType<DefinitionResult.Invalid>();
        (await Store.FindAsync("x", VersionChoice.Published, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_published_version_cannot_be_changed_by_any_statement()
    {
        await SaveAsync("one", publish: true);
        await using var db = await services.GetRequiredService<IDbContextFactory<OrderFlowDb>>().CreateDbContextAsync();

        await Should.ThrowAsync<Npgsql.PostgresException>(db.Definitions.ExecuteUpdateAsync(set => set.SetProperty(d => d.Json, "{}")));
    }

    [Fact]
    public async Task Sixteen_who_publish_at_once_leave_one_published_version()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => SaveAsync($"text {i}", publish: true)));

        await using var db = await services.GetRequiredService<IDbContextFactory<OrderFlowDb>>().CreateDbContextAsync();
        (await db.Definitions.CountAsync(d => d.IsPublished)).ShouldBe(1);
        (await db.Definitions.Select(d => d.Version).ToListAsync()).Order().ShouldBe(Enumerable.Range(1, 16));
        (await db.Definitions.SingleAsync(d => d.IsLatest)).Version.ShouldBe(16);
    }

    [Fact]
    public async Task Those_who_publish_at_once_need_no_more_connections_than_there_are()
    {
        await SaveAsync("one");
        await using var narrow = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider(Rig.Noon))
            .AddStore(database.ConnectionString + ";Maximum Pool Size=3;Timeout=10").AddDefinitions().BuildServiceProvider();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => narrow.GetRequiredService<DefinitionStore>().PublishAsync(new PublishDefinition("x", null), default))));

        results.ShouldAllBe(r => r is DefinitionResult.Done);
        await using var db = await services.GetRequiredService<IDbContextFactory<OrderFlowDb>>().CreateDbContextAsync();
        (await db.Definitions.SingleAsync()).IsPublished.ShouldBeTrue();
    }

    [Fact]
    public async Task Reverting_makes_a_new_draft_of_the_old_text()
    {
        await SaveAsync("one", publish: true);
        await SaveAsync("two", publish: true);

        var reverted = (await Store.RevertAsync("x", 1, "ann", default)).ShouldBeOfType<DefinitionResult.Done>().Version;

        reverted.Version.ShouldBe(3);
        reverted.CreatedBy.ShouldBe("ann");
        DefinitionStore.Read(reverted).Description.ShouldBe("one");
    }

    [Fact]
    public async Task Files_are_published_when_their_text_has_changed_and_only_then()
    {
        var folder = Directory.CreateTempSubdirectory("orderflow-files-");
        var file = Path.Combine(folder.FullName, "x.json");
        var files = services.GetRequiredService<WorkflowFiles>();
        await File.WriteAllTextAsync(file, Document("one", "Elsa.WriteLine", ""));
        (await files.PublishAsync(folder.FullName, default)).ShouldHaveSingleItem().ShouldContain("version 1");

        (await files.PublishAsync(folder.FullName, default)).ShouldBeEmpty();
        await File.WriteAllTextAsync(file, Document("two", "Elsa.WriteLine", ""));
        (await files.PublishAsync(folder.FullName, default)).ShouldHaveSingleItem().ShouldContain("version 2");
        await File.WriteAllTextAsync(file, "{");
        string.Join('\n', await files.PublishAsync(folder.FullName, default)).ShouldStartWith("x.json is not published:\n  error The file is not JSON: line 1, column 2");

        (await Store.FindAsync("x", VersionChoice.Published, default))!.Version.ShouldBe(2);
        folder.Delete(recursive: true);
    }

    private async Task<DefinitionResult.Done> SaveAsync(string description, bool publish = false, string type = "Elsa.WriteLine", string more = "") =>
        (await Store.SaveAsync(new SaveDefinition { Document = JsonNode.Parse(Document(description, type, more))!, Publish = publish }, default)).ShouldBeOfType<DefinitionResult.Done>();

    private static string Document(string description, string type, string more) =>
        $$"""{"definitionId":"x","name":"X","description":"{{description}}","root":{"id":"r","type":"{{type}}"{{more}} } }""";
}
