using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;

namespace OrderFlow.Tests.Definitions;

public class ShippedDefinitionTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder(), "*.json").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_shipped_definition_reads_without_findings_and_knows_all_its_activities(string file)
    {
        var read = DefinitionReader.Read(File.ReadAllBytes(Path.Combine(Folder(), file)), KnownActivities.Registry);

        read.Findings.ShouldBeEmpty();
        var compiled = read.Definition.ShouldNotBeNull().Compiled();
        DefinitionValidator.Validate(read.Definition, KnownActivities.Registry, new ValidationContext()).ShouldBeEmpty();
        JsonNode.DeepEquals(DefinitionWriter.Write(read.Definition), JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), file)))).ShouldBeTrue();
        compiled.Nodes.ShouldAllBe(n => n.Type.Descriptor.TypeName != "Elsa.NotFoundActivity");
        new WorkflowEngine(EngineLimits.Default).Triggers(compiled, Rig.Noon).ShouldBeEmpty();
    }

    internal static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OrderFlow.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "workflows");
    }
}
