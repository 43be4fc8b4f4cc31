using System.Text;
using OrderFlow.Definitions;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Definitions;

public sealed class WorkflowFilesTests : IAsyncLifetime
{
    private const string Line = """{"definitionId":"line","name":"Line","root":{"id":"r","type":"Elsa.WriteLine","text":"one"}}""";
    private const string Child = """{"definitionId":"child","name":"Child","options":{"usableAsActivity":true},"root":{"id":"r","type":"Elsa.WriteLine"}}""";
    private const string Parent = """{"definitionId":"parent","name":"Parent","root":{"id":"r","name":"Use","type":"Child","workflowDefinitionId":"child"}}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("orderflow-files-");
    private TestStore store = null!;

    public async Task InitializeAsync() => store = await TestStore.CreateAsync();

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Another_order_white_space_comments_and_the_files_own_version_are_no_change()
    {
        Write("line.json", Line);
        (await PublishAsync()).ShouldHaveSingleItem().ShouldBe("Published 'Line' (line) version 1 from line.json");

        Write("line.json", """
            // the same
            { "version": 99, "isPublished": false, "root": { "text": "one", "type": "Elsa.WriteLine", "id": "r" }, "name": "Line", "definitionId": "line" }
            """);

        (await PublishAsync()).ShouldBeEmpty();
        Write("line.json", Line.Replace("one", "two", StringComparison.Ordinal));
        (await PublishAsync()).ShouldHaveSingleItem().ShouldContain("version 2");
    }

    [Fact]
    public async Task A_file_of_another_name_with_the_same_workflow_is_no_change()
    {
        Write("line.json", Line);
        await PublishAsync();
        File.Move(Path.Combine(folder.FullName, "line.json"), Path.Combine(folder.FullName, "moved.json"));

        (await PublishAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Broken_files_are_named_with_what_is_wrong_and_the_others_are_published()
    {
        Write("a.json", "{");
        Write("b.json", """{"definitionId":"b","name":"B","root":{"id":"r","id":"s","type":"Elsa.WriteLine"}}""");
        Write("c.json", """{"definitionId":"c","name":"C","root":{"id":"r","name":"Hear","type":"Elsa.Event"}}""");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "d.json"), [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "e.json"), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Line)]);

        var lines = await PublishAsync();

        lines.Where(l => l.EndsWith("is not published:", StringComparison.Ordinal)).ShouldBe(["a.json is not published:", "b.json is not published:", "d.json is not published:", "c.json is not published:"], ignoreOrder: true);
        lines.ShouldContain("  error /root/id: The member 'id' is there twice. Leave one of the two.");
        lines.ShouldContain("  error /root: 'Hear' needs a value for 'EventName'. Set 'EventName'.");
        lines.ShouldContain("  error The file is not UTF-8 text. Export the workflow again, or save the file as UTF-8.");
        lines.ShouldContain("Published 'Line' (line) version 1 from e.json");
    }

    [Fact]
    public async Task A_workflow_may_use_one_whose_file_comes_later()
    {
        Write("a-parent.json", Parent);
        Write("b-child.json", Child);

        (await PublishAsync()).ShouldBe(["Published 'Child' (child) version 1 from b-child.json", "Published 'Parent' (parent) version 1 from a-parent.json"]);
        (await PublishAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_without_an_id_is_the_same_workflow_each_time()
    {
        Write("nightly.json", """{"name":"Nightly","root":{"id":"r","type":"Elsa.WriteLine"}}""");
        await PublishAsync();

        Write("nightly.json", """{"name":"Nightly run","root":{"id":"r","type":"Elsa.WriteLine"}}""");

        (await PublishAsync()).ShouldHaveSingleItem().ShouldBe("Published 'Nightly run' (nightly) version 2 from nightly.json");
    }

    [Fact]
    public async Task Two_files_of_one_workflow_do_not_fight_over_it()
    {
        Write("a.json", Line);
        Write("b.json", Line.Replace("one", "two", StringComparison.Ordinal));

        var lines = await PublishAsync();

        lines.ShouldBe(["b.json is not published: a.json is the workflow 'line' already. Give it another definitionId.", "Published 'Line' (line) version 1 from a.json"]);
    }

    [Fact]
    public async Task An_unchanged_file_does_not_undo_what_a_person_published_or_retracted()
    {
        Write("line.json", Line);
        await PublishAsync();
        await store.PublishAsync(Line.Replace("one", "by hand", StringComparison.Ordinal));
        (await PublishAsync()).ShouldBeEmpty();
        await store.Get<DefinitionStore>().RetractAsync("line", default);

        (await PublishAsync()).ShouldBeEmpty();

        (await store.Get<DefinitionStore>().FindAsync("line", VersionChoice.Published, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Hosts_that_start_together_publish_a_file_once()
    {
        Write("line.json", Line);
        await using var other = store.Second();

        var lines = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? store : other).Get<WorkflowFiles>().PublishAsync(folder.FullName, default))));

        lines.SelectMany(l => l).ShouldHaveSingleItem().ShouldContain("version 1");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private Task<IReadOnlyList<string>> PublishAsync() => store.Get<WorkflowFiles>().PublishAsync(folder.FullName, CancellationToken.None);
}
