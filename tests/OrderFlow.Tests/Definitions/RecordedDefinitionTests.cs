using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Tests.Replay;

namespace OrderFlow.Tests.Definitions;

/// <summary>Definitions as a genuine Elsa server answers them. They lie beside the repository in shared/elsa/recordings.</summary>
public class RecordedDefinitionTests
{
    [RecordingsFact]
    public void Every_recorded_definition_comes_back_equal()
    {
        var definitions = Directory.EnumerateFiles(RecordingsFactAttribute.Folder!, "*.json").SelectMany(f => Definitions(JsonNode.Parse(File.ReadAllText(f)))).ToList();

        definitions.Count.ShouldBeGreaterThan(30);
        foreach (var definition in definitions)
        {
            var read = DefinitionReader.Read(definition.ToJsonString(), KnownActivities.Registry);
            read.Findings.ShouldBeEmpty();
            JsonNode.DeepEquals(DefinitionWriter.Write(read.Definition!), definition).ShouldBeTrue(definition.ToJsonString());
        }
    }

    // Wherever in a request or answer an object with a root activity stands.
    private static IEnumerable<JsonObject> Definitions(JsonNode? node) => node switch
    {
        JsonObject o when o["root"] is JsonObject root && root["type"] is not null => [o],
        JsonObject o => o.SelectMany(m => Definitions(m.Value)),
        JsonArray a => a.SelectMany(Definitions),
        _ => [],
    };
}

/// <summary>A test on the recordings; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute()
    {
        if (Folder is null) Skip = "shared/elsa/recordings is not beside the repository.";
    }

    public static string? Folder { get; } = Path.GetDirectoryName(Above.Find("shared/elsa/recordings/INDEX.md"));
}
