using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;
using OrderFlow.Engine.Expressions.JavaScript;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>
/// Variables that are used nowhere, and variables that are read though nothing ever sets them. Uses are taken by id and by name,
/// whatever the scope; where a script takes a name that it has put together, nothing is said of any variable.
/// </summary>
internal static class VariableRule
{
    public static void Check(WorkflowDefinition definition, List<ScopedActivity> activities, IReadOnlyList<ScriptUse> scripts, ActivityRegistry registry, ValidationContext context, List<Finding> findings)
    {
        if (definition.Variables.Count == 0 && activities.All(a => a.Definition.Variables.Count == 0)) return;
        var (reads, writes) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var activity in activities)
        {
            // A workflow used as an activity sees the variables around it.
            if (ChildRules.ReferenceOf(activity.Definition) is not null) return;
            foreach (var written in WrittenExpression.Of(activity.Definition, registry, context))
                if (written.Expression.Type == "Variable") Add(reads, ExpressionEvaluator.Reference(written.Expression));
            writes.UnionWith(activity.Definition.Outputs.Values);
            if (activity.Definition.Source["variable"] is JsonObject set) Add(writes, (set["id"]?.ToString() ?? "", set["name"]?.ToString() ?? ""));
        }

        if (scripts.Any(s => s.Uses.IsOpen)) return;
        reads.UnionWith(scripts.SelectMany(s => s.Uses.Reads));
        writes.UnionWith(scripts.SelectMany(s => s.Uses.Writes.Concat(s.Uses.Changes)));
        var accessors = scripts.SelectMany(s => s.Uses.Accessors).ToHashSet(StringComparer.Ordinal);
        bool IsRead(VariableDefinition v) => reads.Contains(v.Id) || reads.Contains(v.Name) || accessors.Contains("get" + ScriptAccessors.Pascal(v.Name));
        bool IsSet(VariableDefinition v) => writes.Contains(v.Id) || writes.Contains(v.Name) || accessors.Contains("set" + ScriptAccessors.Pascal(v.Name));

        Check(definition.Variables, DeclarationRules.PointerOf(definition.Source, "variables", ""), null, IsRead, IsSet, findings);
        foreach (var scope in activities.Select(a => a.Definition).Where(a => a.Variables.Count > 0))
            Check(scope.Variables, DeclarationRules.PointerOf(scope.Source, "variables", scope.Pointer), scope, IsRead, IsSet, findings);
    }

    private static void Check(
        IReadOnlyList<VariableDefinition> variables, string pointer, ActivityDefinition? scope, Predicate<VariableDefinition> isRead, Predicate<VariableDefinition> isSet, List<Finding> findings)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            if (isSet(variables[i])) continue;
            if (!isRead(variables[i])) findings.Add(LintFindings.UnusedVariable($"{pointer}/{i}", scope, variables[i].Name));
            else if (!HasDefault(variables[i])) findings.Add(LintFindings.VariableNeverSet($"{pointer}/{i}", scope, variables[i].Name));
        }
    }

    // Studio writes "" for a variable without a default, whatever its type.
    private static bool HasDefault(VariableDefinition variable) => variable.Value is { } value && (value.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length > 0);

    private static void Add(HashSet<string> uses, (string Id, string Name) variable)
    {
        if (variable.Id.Length > 0) uses.Add(variable.Id);
        if (variable.Name.Length > 0) uses.Add(variable.Name);
    }
}
