using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>Composites are the workflow itself and workflows used as activities: they have inputs, outputs and outcomes of their own.</summary>
internal static class Composites
{
    /// <summary>The innermost composite around a run, itself included.</summary>
    public static ActivityExecution Around(BurstRun run, ActivityExecution execution)
    {
        var scope = execution;
        while (scope.ParentId != 0 && run.NodeOf(scope).Workflow is null) scope = run.Live(scope.ParentId)!;
        return scope;
    }

    /// <summary>
    /// The inputs that a run sees: of the workflow; over them those of each workflow used as an activity around it, which are variables
    /// there as in Elsa; over them what its owner has given to this run alone.
    /// </summary>
    public static IReadOnlyDictionary<string, JsonElement> InputOf(BurstRun run, ActivityExecution execution)
    {
        Dictionary<string, JsonElement>? over = null;
        for (var scope = execution; scope.ParentId != 0; scope = run.Live(scope.ParentId)!)
        {
            if (run.NodeOf(scope).Workflow is { } used)
            {
                foreach (var input in used.Inputs)
                    if (scope.Variables!.TryGetValue(input.Name, out var value)) (over ??= []).TryAdd(input.Name, value);
            }
            else if (scope.Tag is { } tag && run.Live(scope.ParentId)!.Data.TryGetValue(KeyOf(tag), out var given))
            {
                foreach (var (name, value) in JsonValues.AsDictionary(given)) (over ??= []).TryAdd(name, value);
            }
        }

        if (over is null) return run.State.Input;
        foreach (var (name, value) in run.State.Input) over.TryAdd(name, value);
        return over;
    }

    /// <summary>Gives inputs to the child that will be scheduled with a tag.</summary>
    public static void GiveInput(ActivityExecution owner, string tag, JsonElement input) => owner.Data[KeyOf(tag)] = input;

    public static void TakeInput(ActivityExecution owner, string tag) => owner.Data.Remove(KeyOf(tag));

    /// <summary>Sets an output of the innermost composite that declares it; one that none declares is an output of the workflow.</summary>
    public static void SetOutput(BurstRun run, ActivityExecution from, string name, JsonElement value)
    {
        var composite = Around(run, from);
        while (composite.ParentId != 0 && run.NodeOf(composite).Workflow!.Outputs.All(o => o.Name != name)) composite = Around(run, run.Live(composite.ParentId)!);
        var node = run.NodeOf(composite);
        if (node.Workflow!.Outputs.FirstOrDefault(o => o.Name == name) is { } declared)
            value = Converted(declared, value);
        if (composite.ParentId == 0) run.State.Output[name] = value;
        else run.Context(composite).SetOutput(name, value);
    }

    /// <summary>Completes the innermost composite as a whole.</summary>
    public static void Complete(BurstRun run, ActivityExecution from, IReadOnlyList<string> outcomes)
    {
        var composite = Around(run, from);
        run.Complete(composite, outcomes.Count == 0 ? ActivityContext.Done : outcomes);
    }

    private static string KeyOf(string tag) => "input:" + tag;

    private static JsonElement Converted(OutputDefinition declared, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return JsonValues.Null;
        var type = declared.IsArray ? declared.Type + "[]" : declared.Type;
        if (TypeConversion.TryConvert(value, type, out var converted, out var error)) return converted;
        throw new ExpressionFailure($"The value does not fit output '{declared.Name}' of type {type}: {error}");
    }
}
