using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>What an expression sees from one run of an activity.</summary>
internal sealed class BurstScope(BurstRun run, ActivityExecution execution) : ExpressionScope
{
    private readonly bool byName = !int.TryParse(run.Workflow.Definition.ToolVersion?.Split('.')[0], out var major) || major >= 3;

    /// <summary>Set by RunJavaScript, whose script names the outcomes; null: not offered.</summary>
    public List<string>? Outcomes { get; init; }

    public override string WorkflowInstanceId => run.State.Id.ToString();
    public override string WorkflowDefinitionId => run.State.DefinitionId;
    public override string WorkflowDefinitionVersionId => run.State.DefinitionVersionId;
    public override int WorkflowDefinitionVersion => run.State.DefinitionVersion;
    public override string? CorrelationId { get => run.State.CorrelationId; set => run.State.CorrelationId = value; }
    public override string? InstanceName { get => run.State.Name; set => run.State.Name = value; }
    public override DateTimeOffset Now => run.Now;
    public override ulong NextRandom() => run.NextRandom();
    public override IReadOnlyDictionary<string, JsonElement> Input => Composites.InputOf(run, execution);
    public override IEnumerable<string> VariableNames => VariableScopes.Names(run, execution);
    public override IList<string>? OutcomeSink => Outcomes;

    public override JsonElement GetVariable(string nameOrId) =>
        VariableScopes.Find(run, execution, nameOrId) is { } found ? found.Scope.Variables!.GetValueOrDefault(found.Key, JsonValues.Null) : default;

    public override void SetVariable(string name, JsonElement value) => VariableScopes.Set(run, execution, name, value);

    public override string? VariableType(string nameOrId) =>
        VariableScopes.Find(run, execution, nameOrId) is { Declared: { } declared } ? VariableScopes.TypeOf(declared) : null;

    public override JsonElement GetOutput(string activity, string? outputName)
    {
        if (Find(activity) is not { } node || !run.State.ActivityOutputs.TryGetValue(node.Key, out var outputs)) return default;
        return outputs.GetValueOrDefault(outputName ?? "Result");
    }

    public override JsonElement LastResult => run.State.LastResult.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : run.State.LastResult;

    public override IEnumerable<(string Activity, string Output)> OutputNames =>
        from outputs in run.State.ActivityOutputs
        let node = run.Workflow.Find(outputs.Key)
        where node is not null
        from output in outputs.Value.Keys
        select (byName ? node.Definition.Name ?? node.Definition.Id : node.Definition.Id, output);

    // Inside a workflow used as an activity its own activities come first.
    private ActivityNode? Find(string activity)
    {
        var key = execution.ActivityId;
        for (var cut = key.LastIndexOf(':'); cut >= 0; cut = cut == 0 ? -1 : key.LastIndexOf(':', cut - 1))
        {
            var prefix = key[..(cut + 1)];
            if (run.Workflow.Find(prefix + activity) is { } inner) return inner;
            if (run.Workflow.Nodes.FirstOrDefault(n => n.Definition.Name == activity && n.Key.StartsWith(prefix, StringComparison.Ordinal)) is { } named) return named;
        }

        return run.Workflow.FindByIdOrName(activity);
    }
}
