using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;
using OrderFlow.Tests.Definitions;

namespace OrderFlow.Tests.Activities;

/// <summary>Our activity types beside those that a genuine Elsa server describes.</summary>
public class ActivityDescriptorTests
{
    private static readonly HashSet<string> Meant =
    [
        // Ours is never written in a definition.
        "Elsa.Workflow: no output Result",
    ];

    [RecordingsFact]
    public void Activity_types_are_described_as_a_genuine_server_describes_them()
    {
        var genuine = Recorded().ToDictionary(g => g.GetProperty("typeName").GetString()!);
        var shared = KnownActivities.Registry.Descriptors.Where(d => genuine.ContainsKey(d.TypeName)).ToList();

        var differences = shared.SelectMany(own => Differences(own, genuine[own.TypeName]).Select(d => $"{own.TypeName}: {d}"));

        shared.Count.ShouldBeGreaterThan(40);
        string.Join('\n', differences.Where(d => !Meant.Contains(d))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(ActivityDescriptor own, JsonElement genuine)
    {
        (string Name, object Own)[] members =
        [
            ("category", own.Category), ("kind", own.Kind), ("version", own.Version), ("displayName", own.DisplayName ?? own.TypeName.Split('.')[^1]), ("isStart", own.IsStart),
            ("isTerminal", own.IsTerminal), ("isBrowsable", own.IsBrowsable), ("isContainer", own.IsContainer),
        ];
        foreach (var (name, value) in members)
            if (genuine.GetProperty(name).ToString() != value.ToString()) yield return $"{name} is {value}, genuine {genuine.GetProperty(name)}";

        var inputs = genuine.GetProperty("inputs").EnumerateArray().ToDictionary(Name);
        foreach (var input in own.Inputs)
        {
            if (!inputs.Remove(input.Name, out var other)) yield return $"input {input.Name} is ours alone";
            else if (Described(input, other) is var (mine, theirs) && mine != theirs) yield return $"input {input.Name} is {mine}, genuine {theirs}";
        }

        foreach (var missing in inputs.Keys) yield return $"no input {missing}";
        var outputs = own.Outputs.ToDictionary(o => o.Name);
        foreach (var output in genuine.GetProperty("outputs").EnumerateArray())
            if (!outputs.Remove(Name(output), out var mine)) yield return $"no output {Name(output)}";
            else if (TypeOf(output) is { } type && type != mine.TypeName) yield return $"output {mine.Name} is {mine.TypeName}, genuine {type}";
        foreach (var extra in outputs.Keys) yield return $"output {extra} is ours alone";

        var ports = genuine.GetProperty("ports").EnumerateArray().Select(p => $"{p.GetProperty("type")} {Name(p)}").ToHashSet();
        ports.SymmetricExceptWith([.. own.EmbeddedPorts.Select(p => $"Embedded {p}"), .. own.FlowPorts.Select(p => $"Flow {p}")]);
        foreach (var port in ports) yield return $"port {port}";
    }

    // A default that stands in Elsa's code and not in its description is ours to describe.
    private static (string Own, string Genuine) Described(InputDescriptor own, JsonElement genuine)
    {
        var standard = genuine.TryGetProperty("defaultValue", out var value) ? JsonSerializer.Serialize(value) : null;
        return (
            $"{(TypeOf(genuine) is null ? "" : own.TypeName)} {own.UiHint} {own.IsWrapped} {own.AutoEvaluate} {(standard is null ? "" : JsonSerializer.Serialize(own.Default))}",
            $"{TypeOf(genuine)} {genuine.GetProperty("uiHint")} {genuine.GetProperty("isWrapped").GetBoolean()} {genuine.GetProperty("autoEvaluate").GetBoolean()} {standard}");
    }

    private static string Name(JsonElement described) => described.GetProperty("name").GetString()!;

    // Null: a class or enumeration of Elsa's own, which means nothing here.
    private static string? TypeOf(JsonElement described) =>
        TypeAliases.Normalize(described.GetProperty("typeName").GetString()) is var type && TypeAliases.IsKnown(type) ? type : null;

    private static JsonElement.ArrayEnumerator Recorded() =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(RecordingsFactAttribute.Folder!, "014-descriptors-activities-refresh.json")))
            .GetProperty("response").GetProperty("items").EnumerateArray();
}
