using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>What must hold of declared variables, inputs and outputs.</summary>
internal static class DeclarationRules
{
    public static void Check(WorkflowDefinition definition, List<ScopedActivity> activities, List<Finding> findings)
    {
        CheckVariables(definition.Variables, PointerOf(definition.Source, "variables", ""), findings);
        foreach (var activity in activities.Select(a => a.Definition).Where(a => a.Variables.Count > 0))
            CheckVariables(activity.Variables, PointerOf(activity.Source, "variables", activity.Pointer), findings);

        var inputs = PointerOf(definition.Source, "inputs", "");
        CheckNames(definition.Inputs.Select(i => i.Name), inputs, "input", findings);
        for (var i = 0; i < definition.Inputs.Count; i++)
        {
            var (name, type, isArray, _, _, value) = definition.Inputs[i];
            if (ErrorOf(value, type, isArray) is { } error) findings.Add(Findings.WrongDefault($"{inputs}/{i}/defaultValue", "input", name, Shown(type, isArray), error));
        }

        CheckNames(definition.Outputs.Select(o => o.Name), PointerOf(definition.Source, "outputs", ""), "output", findings);
    }

    private static void CheckVariables(IReadOnlyList<VariableDefinition> variables, string pointer, List<Finding> findings)
    {
        CheckNames(variables.Select(v => v.Name), pointer, "variable", findings);
        for (var i = 0; i < variables.Count; i++)
        {
            var (_, name, type, isArray, value) = variables[i];
            if (ErrorOf(value, type, isArray) is { } error) findings.Add(Findings.WrongDefault($"{pointer}/{i}/value", "variable", name, Shown(type, isArray), error));
        }
    }

    private static void CheckNames(IEnumerable<string> names, string pointer, string kind, List<Finding> findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, name) in names.Index())
            if (name.Length > 0 && !seen.Add(name)) findings.Add(Findings.DuplicateName($"{pointer}/{i}/name", kind, name));
    }

    // Studio writes "" for a variable without a default, whatever its type.
    private static string? ErrorOf(JsonNode? value, string type, bool isArray) =>
        value is null || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0)
        || TypeConversion.TryConvert(JsonValues.FromNode(value), Shown(type, isArray), out _, out var error) ? null : error;

    private static string Shown(string type, bool isArray) => isArray ? type + "[]" : type;

    internal static string PointerOf(JsonObject source, string member, string pointer) => $"{pointer}/{source.NameOf(member) ?? member}";
}
