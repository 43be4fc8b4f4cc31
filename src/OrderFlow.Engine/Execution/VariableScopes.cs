using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Execution;

/// <summary>Variables live in the run of the workflow or container that declares them; a name is looked for from the inside out.</summary>
internal static class VariableScopes
{
    /// <summary>Gives a beginning run the variables that its activity declares, with their defaults.</summary>
    /// <exception cref="ExpressionFailure">A default does not fit the variable's type.</exception>
    public static void Open(BurstRun run, ActivityExecution execution, ActivityNode node)
    {
        if (node.Variables.Count == 0 && node.Workflow is null) return;
        execution.Variables ??= [];
        foreach (var variable in node.Variables)
            if (!execution.Variables.ContainsKey(variable.Id)) execution.Variables[variable.Id] = DefaultOf(variable);
    }

    /// <summary>The scope and key of a variable seen from a run, by name or id; null: not declared.</summary>
    public static (ActivityExecution Scope, string Key, VariableDefinition? Declared)? Find(BurstRun run, ActivityExecution from, string nameOrId)
    {
        for (var scope = from; scope is not null; scope = run.Live(scope.ParentId))
        {
            if (scope.Variables is null) continue;
            foreach (var declared in run.NodeOf(scope).Variables)
                if (declared.Id == nameOrId || declared.Name == nameOrId) return (scope, declared.Id, declared);
            if (scope.Variables.ContainsKey(nameOrId)) return (scope, nameOrId, null);
        }

        return null;
    }

    public static IEnumerable<string> Names(BurstRun run, ActivityExecution from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var scope = from; scope is not null; scope = run.Live(scope.ParentId))
        {
            if (scope.Variables is null) continue;
            var declared = run.NodeOf(scope).Variables;
            foreach (var variable in declared)
                if (seen.Add(variable.Name)) yield return variable.Name;
            foreach (var key in scope.Variables.Keys)
                if (!declared.Any(v => v.Id == key) && seen.Add(key)) yield return key;
        }
    }

    /// <exception cref="ExpressionFailure">The value does not fit the variable's type.</exception>
    public static void Set(BurstRun run, ActivityExecution from, string nameOrId, JsonElement value)
    {
        if (Find(run, from, nameOrId) is { } found)
        {
            found.Scope.Variables![found.Key] = Converted(found.Declared, value);
            return;
        }

        var workflow = run.State.Executions.Find(e => e.ParentId == 0)!;
        (workflow.Variables ??= [])[nameOrId] = OrNull(value);
    }

    public static JsonElement Converted(VariableDefinition? declared, JsonElement value)
    {
        if (declared is null || value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return OrNull(value);
        if (TypeConversion.TryConvert(value, TypeOf(declared), out var converted, out var error)) return converted;
        throw new ExpressionFailure($"The value does not fit variable '{declared.Name}' of type {TypeOf(declared)}: {error}");
    }

    public static string TypeOf(VariableDefinition variable) => variable.IsArray ? variable.TypeName + "[]" : variable.TypeName;

    private static JsonElement DefaultOf(VariableDefinition variable)
    {
        if (variable.Value is null) return JsonValues.Null;
        var value = JsonSerializer.SerializeToElement(variable.Value);
        // Studio writes "" for a variable without a default, whatever its type.
        if (value.ValueKind == JsonValueKind.String && value.GetString() is "" && variable.TypeName != "String") return JsonValues.Null;
        return Converted(variable, value);
    }

    private static JsonElement OrNull(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : value;
}
