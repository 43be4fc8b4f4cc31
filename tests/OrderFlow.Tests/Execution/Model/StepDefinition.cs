using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>A random definition in the product's own terms. Literals only: a script would take longer than all the rest.</summary>
internal static class StepDefinition
{
    public const string Mended = "mended";

    private static readonly string[] Everybody = ["ann", "ben", "cem"];

    public static WorkflowDefinition Workflow(Case sample) => Flow.Workflow(Of(sample.Root), (Mended, "String", "no")) with
    {
        Options = new DefinitionOptions { Incidents = sample.Continues ? IncidentStrategy.ContinueWithIncidents : IncidentStrategy.Fault },
    };

    private static ActivityDefinition Of(Step step) => Plain(step) with { MergeMode = step.Merge };

    private static ActivityDefinition Plain(Step step) => step.Kind switch
    {
        StepKind.Line => Line(step.Name),
        StepKind.Event => Event(step.Name),
        StepKind.Delay => Activity("Elsa.Delay", step.Name, ("TimeSpan", "01:00:00")),
        StepKind.Task => Ask(step),
        StepKind.Flaky => Flaky(step),
        StepKind.Split => Fork(step.Name, [.. step.Branches.Take(step.Count)]),
        StepKind.Decision => Activity("Elsa.FlowDecision", step.Name, ("Condition", step.Flag)),
        StepKind.Join => Join(step.Name, step.Mode!),
        StepKind.End => Activity("Elsa.End", step.Name),
        StepKind.Return => Activity("OrderFlow.Return", step.Name, ("Activity", step.Target)),
        StepKind.Sequence => Sequence(step.Name, Inside(step)),
        StepKind.Chart => Chart(step),
        StepKind.Fork => Activity("Elsa.Fork", step.Name) with { Activities = Inside(step), Source = step.Flag ? new JsonObject { ["joinMode"] = "WaitAny" } : [] },
        StepKind.Each => Activity("Elsa.ParallelForEach", step.Name, ("Items", new JsonArray([.. Enumerable.Range(1, step.Count).Select(i => JsonValue.Create(i))]))).With("Body", Of(step.Children[0])),
        StepKind.Rounds => Activity("Elsa.For", step.Name, ("Start", 1), ("End", step.Count)).With("Body", Of(step.Children[0])),
    };

    private static ActivityDefinition[] Inside(Step step) => [.. step.Children.Select(Of)];

    private static ActivityDefinition Chart(Step step) => Flow.Chart(Inside(step), [.. step.Wires.Select(w => w.ToString())]) with
    {
        Id = step.Name,
        Name = step.Name,
        DisplayText = step.Name,
        Start = step.Children.Count > 0 ? step.Children[0].Name : null,
    };

    private static ActivityDefinition Ask(Step step) => Task(
        step.Name,
        ("Users", new JsonArray([.. Everybody.Take(step.Count).Select(u => JsonValue.Create(u))])),
        ("Mode", step.Flag ? "All" : "Any"),
        ("Due", step.Mode is null ? null : "1.00:00:00"),
        ("RemindBefore", step.Mode is null ? null : new JsonArray("06:00:00")),
        ("OnTimeout", step.Mode),
        ("EscalateTo", "director"),
        ("TimeoutOutcome", "Reject"));

    // "no" is no whole number; once it is "1", the loop without a body is through at once.
    private static ActivityDefinition Flaky(Step step) => Activity("Elsa.For", step.Name) with
    {
        Inputs = new Dictionary<string, Expression> { ["Start"] = new("Variable", new JsonObject { ["id"] = "id-" + Mended }) },
    };
}
