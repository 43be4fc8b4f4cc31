using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Execution;

/// <summary>Definitions in few words, without the file format.</summary>
internal static class Flow
{
    public static ActivityDefinition Line(string id) => Activity("Elsa.WriteLine", id, ("Text", id));

    public static ActivityDefinition Event(string id) => Activity("Elsa.Event", id, ("EventName", id));

    public static ActivityDefinition Script(string id, string script) => Activity("Elsa.RunJavaScript", id, ("Script", script));

    public static ActivityDefinition Decision(string id, string script) =>
        Activity("Elsa.FlowDecision", id) with { Inputs = new Dictionary<string, Expression> { ["Condition"] = new("JavaScript", script) } };

    public static ActivityDefinition Fork(string id, params string[] branches) => Activity("Elsa.FlowFork", id, ("Branches", new JsonArray([.. branches.Select(b => JsonValue.Create(b))])));

    public static ActivityDefinition Join(string id, string mode) => Activity("Elsa.FlowJoin", id, ("Mode", mode));

    public static ActivityDefinition Task(string id, params (string Name, JsonNode? Value)[] inputs) =>
        Activity("OrderFlow.ApprovalTask", id, [("Users", "ann"), .. inputs]);

    public static ActivityDefinition Sequence(string id, params ActivityDefinition[] activities) => Activity("Elsa.Sequence", id) with { Activities = activities };

    public static ActivityDefinition Activity(string type, string id, params (string Name, JsonNode? Value)[] inputs) => new()
    {
        Id = id,
        Name = id,
        Type = type,
        DisplayText = id,
        Inputs = inputs.Where(i => i.Value is not null).GroupBy(i => i.Name).ToDictionary(g => g.Key, g => new Expression("Literal", g.Last().Value!.DeepClone())),
    };

    public static ActivityDefinition With(this ActivityDefinition activity, string port, ActivityDefinition child) =>
        activity with { Ports = new Dictionary<string, ActivityDefinition>(activity.Ports) { [port] = child } };

    public static ActivityDefinition Js(this ActivityDefinition activity, string input, string script) =>
        activity with { Inputs = new Dictionary<string, Expression>(activity.Inputs) { [input] = new("JavaScript", script) } };

    /// <summary>A flowchart; connections as "a -> b" or "a:Outcome -> b".</summary>
    public static ActivityDefinition Chart(IEnumerable<ActivityDefinition> activities, params string[] connections) => new()
    {
        Id = "chart",
        Type = "Elsa.Flowchart",
        DisplayText = "chart",
        Activities = [.. activities],
        Connections = [.. connections.Select(Connection)],
    };

    public static WorkflowDefinition Workflow(ActivityDefinition root, params (string Name, string Type, JsonNode? Value)[] variables) => new()
    {
        Id = "v1",
        DefinitionId = "test",
        Name = "Test",
        Root = root,
        Variables = [.. variables.Select(v => new VariableDefinition("id-" + v.Name, v.Name, v.Type, false, v.Value))],
    };

    public static CompiledWorkflow Compiled(this WorkflowDefinition definition, params WorkflowDefinition[] used) =>
        CompiledWorkflow.Compile(definition, KnownActivities.Registry, wanted => used.FirstOrDefault(u => u.DefinitionId == wanted.DefinitionId));

    /// <summary>A workflow used as an activity.</summary>
    public static ActivityDefinition Use(string id, string definitionId) => Activity(definitionId, id) with { Source = new JsonObject { ["workflowDefinitionId"] = definitionId } };

    public static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(value);

    private static Connection Connection(string text)
    {
        var ends = text.Split("->", StringSplitOptions.TrimEntries);
        var source = ends[0].Split(':');
        return new Connection(source[0], source.Length > 1 ? source[1] : "Done", ends[1], "In");
    }
}
