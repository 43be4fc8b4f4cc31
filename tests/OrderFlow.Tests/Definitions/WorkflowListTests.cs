using System.Text;
using OrderFlow.Definitions;
using OrderFlow.People;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

public sealed class WorkflowListTests
{
    private static readonly string Waiting = Documents.Workflow("waiting", Documents.Sequence(Documents.Task("sales", ("Users", new[] { "ann" }))));

    [Fact]
    public async Task A_line_says_which_version_is_in_use_and_how_many_run()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Waiting);
        await store.StartAsync("waiting");
        await store.StartAsync("waiting");
        await store.SaveAsync(Waiting.Replace("sales", "finance", StringComparison.Ordinal));

        var line = (await ReadAsync(store)).Lines.ShouldHaveSingleItem();

        (line.DefinitionId, line.Version, line.PublishedVersion, line.Stage, line.Running).ShouldBe(("waiting", 2, 1, WorkflowStage.Changed, 2));
    }

    [Fact]
    public async Task Who_made_the_newest_version_is_named_as_people_know_them()
    {
        await using var store = await TestStore.CreateAsync();
        await using (var db = store.Db())
        {
            db.Users.Add(new User { Name = "pia", DisplayName = "Pia P.", CreatedAt = TestStore.Noon });
            await db.SaveChangesAsync();
        }

        await store.Get<CreateDefinitionHandler>().HandleAsync(new CreateDefinition("Mine", "pia"), default);

        (await ReadAsync(store)).Lines.ShouldHaveSingleItem().ChangedBy.ShouldBe("Pia P.");
    }

    [Theory]
    [InlineData(null, WorkflowStage.Published, "one")]
    [InlineData(null, WorkflowStage.Draft, "three")]
    [InlineData(null, WorkflowStage.Changed, "two")]
    [InlineData("TWO", null, "two")]
    [InlineData("%", null, "")]
    [InlineData("_", null, "")]
    [InlineData("\\", null, "")]
    [InlineData("\0", null, "")]
    public async Task The_list_is_narrowed_by_words_and_stage(string? search, WorkflowStage? stage, string expected)
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Named("one"));
        await store.PublishAsync(Named("two"));
        await store.SaveAsync(Named("two").Replace("sales", "finance", StringComparison.Ordinal));
        await store.SaveAsync(Named("three"));

        var found = await store.Get<WorkflowList>().ReadAsync(new WorkflowFilter(search, stage, 0, 10), default);

        string.Join(",", found.Lines.Select(l => l.DefinitionId)).ShouldBe(expected);
        found.Total.ShouldBe(found.Lines.Count);
    }

    [Fact]
    public async Task What_waits_for_a_second_person_is_marked_with_who_asked_and_found_by_that()
    {
        await using var store = await TestStore.CreateAsync();
        await store.SaveAsync(Named("plain"));
        await store.SaveAsync(Documents.ReleasedBy(Named("two"), SecondPerson.Anybody));
        await store.Get<DefinitionStore>().PublishAsync(new PublishDefinition("two", "pia"), default);

        var waiting = await store.Get<WorkflowList>().ReadAsync(new WorkflowFilter(null, null, 0, 50, IsWaiting: true), default);

        (waiting.Lines.ShouldHaveSingleItem().DefinitionId, waiting.Lines[0].AskedBy, waiting.Lines[0].Stage).ShouldBe(("two", "pia", WorkflowStage.Draft));
        (await ReadAsync(store)).Lines.Single(l => l.DefinitionId == "plain").AskedBy.ShouldBeNull();
    }

    [Fact]
    public async Task Pages_follow_each_other_by_name()
    {
        await using var store = await TestStore.CreateAsync();
        foreach (var id in new[] { "c", "a", "b" }) await store.SaveAsync(Named(id));

        var second = await store.Get<WorkflowList>().ReadAsync(new WorkflowFilter(null, null, 2, 2), default);

        (second.Lines.ShouldHaveSingleItem().DefinitionId, second.Total).ShouldBe(("c", 3));
    }

    [Fact]
    public async Task A_blank_workflow_is_a_draft_that_can_be_published_once_something_is_in_it()
    {
        await using var store = await TestStore.CreateAsync();

        var made = (await store.Get<CreateDefinitionHandler>().HandleAsync(new CreateDefinition("新流程", "pia"), default)).ShouldBeOfType<DefinitionResult.Done>();

        (made.Version.Name, made.Version.Version, made.Version.IsPublished, made.Version.CreatedBy).ShouldBe(("新流程", 1, false, "pia"));
        (await store.Get<DefinitionStore>().PublishAsync(new PublishDefinition(made.Version.DefinitionId, null), default)).ShouldBeOfType<DefinitionResult.Done>();
    }

    [Fact]
    public async Task A_copy_is_a_workflow_of_its_own()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Waiting);

        var copy = (await store.Get<CreateDefinitionHandler>().HandleAsync(new CreateDefinition("Copy", "pia", "waiting"), default)).ShouldBeOfType<DefinitionResult.Done>().Version;

        copy.DefinitionId.ShouldNotBe("waiting");
        (copy.Name, copy.Version, copy.IsPublished).ShouldBe(("Copy", 1, false));
        DefinitionStore.Read(copy).Root.Type.ShouldBe("Elsa.Sequence");
        (await store.Get<CreateDefinitionHandler>().HandleAsync(new CreateDefinition("Copy", "pia", "nowhere"), default)).ShouldBeOfType<DefinitionResult.NotFound>();
    }

    [Fact]
    public async Task A_file_with_a_known_id_becomes_a_draft_of_that_workflow_or_a_copy_as_its_importer_wants()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Waiting);
        var import = store.Get<ImportDefinitionHandler>();
        var file = Encoding.UTF8.GetBytes(Waiting.Replace("sales", "finance", StringComparison.Ordinal));

        (await import.PreviewAsync(file, default)).ReplacesVersion.ShouldBe(1);
        var draft = (await import.HandleAsync(new ImportDefinition(file, AsCopy: false, "pia"), default)).ShouldBeOfType<DefinitionResult.Done>().Version;
        var copy = (await import.HandleAsync(new ImportDefinition(file, AsCopy: true, "pia"), default)).ShouldBeOfType<DefinitionResult.Done>().Version;

        (draft.DefinitionId, draft.Version, draft.IsPublished).ShouldBe(("waiting", 2, false));
        copy.Version.ShouldBe(1);
        copy.DefinitionId.ShouldNotBe("waiting");
    }

    [Theory]
    [InlineData("# a readme")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"activities":[],"connections":[]}""")]
    public async Task What_is_no_workflow_says_why_before_anything_is_kept(string text)
    {
        await using var store = await TestStore.CreateAsync();
        var import = store.Get<ImportDefinitionHandler>();

        var preview = await import.PreviewAsync(Encoding.UTF8.GetBytes(text), default);

        preview.Name.ShouldBeNull();
        preview.Findings.ShouldNotBeEmpty();
        (await import.HandleAsync(new ImportDefinition(Encoding.UTF8.GetBytes(text), false, "pia"), default)).ShouldBeOfType<DefinitionResult.Invalid>();
        (await ReadAsync(store)).Total.ShouldBe(0);
    }

    private static string Named(string id) => Documents.Workflow(id, Documents.Sequence(Documents.Task("sales", ("Users", new[] { "ann" }))));

    private static Task<WorkflowLines> ReadAsync(TestStore store) => store.Get<WorkflowList>().ReadAsync(new WorkflowFilter(null, null, 0, 50), default);
}
