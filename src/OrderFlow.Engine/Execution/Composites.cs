using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>Composites are the workflow itself and workflows used as activities: they have inputs, outputs and outcomes of their own.</summary>
internal static class Composites
{
    private const string InputKey = "input";

    /// <summary>The innermost composite around a run, itself included.</summary>
    public static ActivityExecution Around(BurstRun run, ActivityExecution execution)
    {
        var scope = execution;
        while (scope.ParentId != 0 && run.NodeOf(scope).Workflow is null) scope = run.Live(scope.ParentId)!;
        return scope;
    }

    public static IReadOnlyDictionary<string, JsonElement> InputOf(BurstRun run, ActivityExecution execution)
    {
        var composite = Around(run, execution);
        if (composite.ParentId == 0) return run.State.Input;
        return composite.Data.TryGetValue(InputKey, out var input) ? JsonValues.AsDictionary(input) : new Dictionary<string, JsonElement>();
    }

    public static void SetInput(ActivityExecution composite, Dictionary<string, JsonElement> input) =>
        composite.Data[InputKey] = JsonSerializer.SerializeToElement(input);

    /// <summary>Sets a declared output of the innermost composite.</summary>
    public static void SetOutput(BurstRun run, ActivityExecution from, string name, JsonElement value)
    {
        var composite = Around(run, from);
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

    private static JsonElement Converted(OutputDefinition declared, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return JsonValues.Null;
        var type = declared.IsArray ? declared.Type + "[]" : declared.Type;
        if (TypeConversion.TryConvert(value, type, out var converted, out var error)) return converted;
        throw new ExpressionFailure($"The value does not fit output '{declared.Name}' of type {type}: {error}");
    }
}
