using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Replay;

namespace OrderFlow.Tests;

/// <summary>Who may use whom: pages and API, then commands, then the door, then engine and database.</summary>
public class ArchitectureTests
{
    private static readonly string Source = Path.Combine(Path.GetDirectoryName(Above.Find("OrderFlow.sln"))!, "src");

    [Fact]
    public void The_engine_stands_on_the_base_library_and_its_interpreters_alone()
    {
        var references = typeof(WorkflowEngine).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !n.StartsWith("System.", StringComparison.Ordinal));

        references.Except(["netstandard", "Jint", "Acornima", "Fluid", "Parlot", "Cronos", "Microsoft.Extensions.FileProviders.Abstractions"]).ShouldBeEmpty();
    }

    [Fact]
    public void The_engine_has_no_clock_thread_file_or_network()
    {
        string[] forbidden = ["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid", "Random.Shared", "Task.Run", "Thread.Sleep", "File.", "HttpClient", "Environment."];

        Files("OrderFlow.Engine").SelectMany(f => forbidden.Where(f.Text.Contains).Select(word => $"{f.Path}: {word}")).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_door_lets_the_engine_decide() =>
        Files("OrderFlow").Where(f => f.Text.Contains(".Decide(", StringComparison.Ordinal)).Select(f => f.Folder).Distinct().ShouldBe(["Instances"]);

    [Theory]
    [InlineData("instances")]
    [InlineData("journal")]
    [InlineData("bookmarks")]
    [InlineData("tasks")]
    [InlineData("task_assignees")]
    [InlineData("task_decisions")]
    public void Only_the_door_writes_what_belongs_to_an_instance(string table)
    {
        string[] words = [$"INSERT INTO {table} ", $"INSERT INTO {table}(", $"UPDATE {table} ", $"DELETE FROM {table} "];

        Files("OrderFlow").Where(f => words.Any(f.Text.Contains)).Select(f => f.Folder).Distinct().ShouldBe(["Instances"]);
    }

    [Fact]
    public void The_door_and_what_is_below_it_know_nothing_of_web_pages()
    {
        string[] below = ["Persistence"];

        Files("OrderFlow").Where(f => below.Contains(f.Folder) && f.Text.Contains("using Microsoft.AspNetCore", StringComparison.Ordinal)).Select(f => f.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_but_pages_uses_their_shell() =>
        Files("OrderFlow").Where(f => f.Folder is not ("Ui" or "Hosting") && !f.Path.Contains("/Pages/", StringComparison.Ordinal) && f.Text.Contains("using OrderFlow.Ui", StringComparison.Ordinal)).Select(f => f.Path).ShouldBeEmpty();

    [Fact]
    public void Pages_ask_queries_and_command_handlers_and_nothing_below_them()
    {
        string[] below = ["OrderFlowDb", "NpgsqlDataSource", "IDbContextFactory", "InstanceRunner", "WorkflowEngine"];

        Files("OrderFlow", "*.razor").Concat(Files("OrderFlow").Where(f => f.Folder == "Ui" || f.Path.Contains("/Pages/", StringComparison.Ordinal)))
            .SelectMany(f => below.Where(f.Text.Contains).Select(word => $"{f.Path}: {word}")).ShouldBeEmpty();
    }

    private static IEnumerable<(string Path, string Folder, string Text)> Files(string project, string pattern = "*.cs") =>
        from path in Directory.EnumerateFiles(Path.Combine(Source, project), pattern, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Path.Combine(Source, project), path).Replace('\\', '/')
        where !relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.Contains("node_modules/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal)
        select (relative, relative.Split('/')[0], File.ReadAllText(path));
}
