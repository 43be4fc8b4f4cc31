using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Benchmarks;

/// <summary>The workflows of the table, the same that Elsa was measured with.</summary>
internal static class Definitions
{
    /// <summary>Five activities without a wait.</summary>
    public static WorkflowDefinition Straight => Definition("bench-straight", [.. Enumerable.Range(1, 5).Select(i => Activity("Elsa.WriteLine", $"w{i}", ("Text", $"line {i}")))]);

    /// <summary>Wait, decision, wait.</summary>
    public static WorkflowDefinition Approval => Definition(
        "bench-approval",
        Activity("Elsa.Event", "first", ("EventName", "first")),
        Activity("Elsa.FlowDecision", "decision", ("Condition", true)),
        Activity("Elsa.Event", "second", ("EventName", "second")),
        Activity("Elsa.WriteLine", "end", ("Text", "done")));

    public static CompiledWorkflow Compiled(this WorkflowDefinition definition) => CompiledWorkflow.Compile(definition, KnownActivities.Registry);

    private static WorkflowDefinition Definition(string id, params ActivityDefinition[] activities) => new()
    {
        Id = id + "-v1",
        DefinitionId = id,
        Name = id,
        Root = new ActivityDefinition
        {
            Id = "chart",
            Type = "Elsa.Flowchart",
            Activities = activities,
            Connections = [.. activities.Zip(activities.Skip(1), (a, b) => new Connection(a.Id, a.Type == "Elsa.FlowDecision" ? "True" : "Done", b.Id, "In"))],
        },
    };

    private static ActivityDefinition Activity(string type, string id, params (string Name, JsonNode Value)[] inputs) => new()
    {
        Id = id,
        Name = id,
        Type = type,
        Inputs = inputs.ToDictionary(i => i.Name, i => new Expression("Literal", i.Value)),
    };
}
