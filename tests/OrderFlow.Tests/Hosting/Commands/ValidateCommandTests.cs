using OrderFlow.Hosting.Commands;

namespace OrderFlow.Tests.Hosting.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("orderflow-validate-");

    [Theory]
    [InlineData("""{"definitionId":"x","name":"X","root":{"id":"r","type":"Elsa.WriteLine"}}""", 0, "x.json: fine")]
    [InlineData("""{"definitionId":"x","name":"X","root":{"id":"r","type":"Elsa.Event"}}""", 1, "error /root: 'r' needs a value for 'EventName'. Set 'EventName'.")]
    [InlineData("""{"definitionId":"x","name":"X","root":{"id":"r","type":"Elsa.Break"}}""", 0, "x.json: 0 errors, 1 warning")]
    [InlineData("""{"definitionId":""", 1, "The file is not JSON")]
    public async Task A_file_is_judged(string json, int exitCode, string expected)
    {
        var (code, output) = await RunAsync(Write("x.json", json));

        code.ShouldBe(exitCode);
        output.ShouldContain(expected);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (code, output) = await RunAsync(new FileInfo(Path.Combine(folder.FullName, "gone.json")));

        code.ShouldBe(1);
        output.ShouldContain("gone.json: cannot be read");
    }

    [Fact]
    public async Task Files_checked_together_know_each_other()
    {
        var parent = Write("parent.json", """{"definitionId":"parent","name":"P","root":{"id":"r","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":"child"}}""");
        var child = Write("child.json", """{"definitionId":"child","name":"C","root":{"id":"r","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":"parent"}}""");

        var (code, output) = await RunAsync(parent, child);

        code.ShouldBe(1);
        output.ShouldContain("circle of workflows");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private FileInfo Write(string name, string json)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, name));
        File.WriteAllText(file.FullName, json);
        return file;
    }

    private static async Task<(int Code, string Output)> RunAsync(params FileInfo[] files)
    {
        await using var output = new StringWriter();
        return (await ValidateCommand.RunAsync(files, output, CancellationToken.None), output.ToString());
    }
}
