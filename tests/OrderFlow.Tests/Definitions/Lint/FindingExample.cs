using System.Text;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Definitions.Lint;

/// <summary>A file with one thing wrong with it.</summary>
/// <param name="Activity">Id of the activity that is named; null: none.</param>
/// <param name="Pointer">The place that is named.</param>
internal sealed record FindingExample(string Code, byte[] File, string? Activity, string Pointer)
{
    /// <summary>What is asked of the other workflows.</summary>
    public ValidationContext Context { get; init; } = new();

    public FindingExample(string code, string file, string? activity, string pointer)
        : this(code, Encoding.UTF8.GetBytes(file), activity, pointer)
    {
    }

    /// <summary>A flowchart as the workflow; connections as in "a:Approve > b, b > c".</summary>
    public static string Chart(string activities, string connections = "", string more = "") =>
        $$"""{"definitionId":"x","name":"X",{{more}}"root":{"id":"r","type":"Elsa.Flowchart","activities":[{{activities}}],"connections":[{{Connections(connections)}}]} }""";

    /// <summary>A flowchart inside another.</summary>
    public static string Inner(string activities, string connections) =>
        Chart($$"""{"id":"inner","type":"Elsa.Flowchart","activities":[{{activities}}],"connections":[{{Connections(connections)}}]}""");

    public static IReadOnlyList<Finding> Check(byte[] file, ValidationContext context)
    {
        var read = DefinitionReader.Read(file, KnownActivities.Registry);
        return read.Definition is { } definition ? [.. read.Findings, .. DefinitionValidator.Validate(definition, KnownActivities.Registry, context)] : read.Findings;
    }

    public static IReadOnlyList<Finding> Check(string file) => Check(Encoding.UTF8.GetBytes(file), new ValidationContext());

    private static string Connections(string text)
    {
        var made = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => c.Split('>', StringSplitOptions.TrimEntries)).Select(ends =>
        {
            var source = ends[0].Split(':');
            return $$"""{"source":{"activity":"{{source[0]}}","port":"{{(source.Length > 1 ? source[1] : "Done")}}"},"target":{"activity":"{{ends[1]}}","port":"In"} }""";
        });
        return string.Join(',', made);
    }
}
