using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Tests.Definitions;

namespace OrderFlow.Tests.Execution;

/// <summary>What a genuine Elsa server says of its control-flow activities, point by point.</summary>
public class RecordedDescriptorTests
{
    private static readonly HashSet<string> ControlFlow =
    [
        "Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel", "Elsa.Fork", "Elsa.Start", "Elsa.End", "Elsa.Finish", "Elsa.Complete", "Elsa.Fault", "Elsa.Break",
        "Elsa.FlowDecision", "Elsa.FlowSwitch", "Elsa.FlowFork", "Elsa.FlowJoin", "Elsa.If", "Elsa.Switch", "Elsa.While", "Elsa.For", "Elsa.ForEach", "Elsa.ParallelForEach",
    ];

    [RecordingsFact]
    public void Control_flow_has_Elsas_inputs_outputs_and_ports()
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(RecordingsFactAttribute.Folder!, "014-descriptors-activities-refresh.json")))!["response"]!["items"]!.AsArray();
        var genuine = recorded.Where(d => ControlFlow.Contains(d!["typeName"]!.ToString())).ToDictionary(d => d!["typeName"]!.ToString(), d => Said(d!));

        genuine.Keys.ShouldBe(ControlFlow, ignoreOrder: true);
        foreach (var (type, said) in genuine) Said(KnownActivities.Registry.Describe(type)!).ShouldBe(said, type);
    }

    private static string Said(JsonNode d) => string.Join(
        '\n',
        (string[])
        [
            $"{d["category"]}, {d["displayName"]}, {(bool)d["isTerminal"]!} {(bool)d["isStart"]!} {(bool)d["isContainer"]!} {(bool)d["isBrowsable"]!}",
            .. d["inputs"]!.AsArray().Select(i => $"{i!["name"]} {i["uiHint"]} {(bool)i["isWrapped"]!} {(bool)i["autoEvaluate"]!}"),
            .. d["outputs"]!.AsArray().Select(o => $"{o!["name"]} {o["typeName"]}"),
            .. d["ports"]!.AsArray().Select(p => $"{p!["type"]} {p["name"]}"),
        ]);

    private static string Said(ActivityDescriptor d) => string.Join(
        '\n',
        (string[])
        [
            $"{d.Category}, {d.DisplayName ?? d.TypeName.Split('.')[^1]}, {d.IsTerminal} {d.IsStart} {d.IsContainer} {d.IsBrowsable}",
            .. d.Inputs.Select(i => $"{i.Name} {i.UiHint} {i.IsWrapped} {i.AutoEvaluate}"),
            .. d.Outputs.Select(o => $"{o.Name} {o.TypeName}"),
            .. d.FlowPorts.Select(p => $"Flow {p}"),
            .. d.EmbeddedPorts.Select(p => $"Embedded {p}"),
        ]);
}
