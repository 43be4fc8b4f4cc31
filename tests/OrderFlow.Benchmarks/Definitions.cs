using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Benchmarks;

/// <summary>The workflows of the table, the same that Elsa was measured with.</summary>
internal static class Definitions
{
    /// <summary>Five activities without a wait.</summary>
    public static JsonObject Straight => Chart("bench-straight", [.. Enumerable.Range(1, 5).Select(i => Activity("Elsa.WriteLine", $"w{i}", ("text", $"line {i}")))]);

    /// <summary>Wait, decision, wait.</summary>
    public static JsonObject Approval => Chart(
        "bench-approval",
        Activity("Elsa.Event", "first", ("eventName", "first")),
        Activity("Elsa.FlowDecision", "decision", ("condition", "true")),
        Activity("Elsa.Event", "second", ("eventName", "second")),
        Activity("Elsa.WriteLine", "end", ("text", "done")));

    /// <summary>Waits until a moment that is given as input.</summary>
    public static JsonObject Delay => Chart("bench-delay", Input(Activity("Elsa.StartAt", "until"), "dateTime", "JavaScript", "getInput('Due')"), Activity("Elsa.WriteLine", "end", ("text", "done")));

    public static CompiledWorkflow Compiled(this JsonObject document) => CompiledWorkflow.Compile(DefinitionReader.Read(document.DeepClone(), KnownActivities.Registry).Definition!, KnownActivities.Registry);

    private static JsonObject Chart(string id, params JsonObject[] activities) => new()
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["root"] = new JsonObject
        {
            ["id"] = "chart",
            ["type"] = "Elsa.Flowchart",
            ["connections"] = new JsonArray([.. activities.Zip(activities.Skip(1), Connection)]),
            ["activities"] = new JsonArray([.. activities]),
        },
    };

    private static JsonObject Connection(JsonObject from, JsonObject to) => new()
    {
        ["source"] = new JsonObject { ["activity"] = from["id"]!.ToString(), ["port"] = from["type"]!.ToString() == "Elsa.FlowDecision" ? "True" : "Done" },
        ["target"] = new JsonObject { ["activity"] = to["id"]!.ToString(), ["port"] = "In" },
    };

    private static JsonObject Activity(string type, string id, params (string Name, string Value)[] inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in inputs) Input(activity, name, "Literal", value);
        return activity;
    }

    private static JsonObject Input(JsonObject activity, string name, string type, string value)
    {
        activity[name] = new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
        return activity;
    }
}
