using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions.Lint;

namespace OrderFlow.Engine.Definitions;

/// <summary>What must hold of an activity by itself.</summary>
internal static class ActivityRules
{
    public static void Check(ScopedActivity activity, ActivityRegistry registry, ValidationContext context, List<Finding> findings)
    {
        var definition = activity.Definition;
        var descriptor = registry.Describe(definition.Type);
        CheckOutputs(activity, context, findings);
        if (descriptor is null || definition.Type == StandIn.Type)
        {
            if (definition.Type.Length == 0) findings.Add(Findings.NoType(definition));
            else if (ChildRules.ReferenceOf(definition) is null) findings.Add(Findings.UnknownType(definition));
            return;
        }

        foreach (var input in descriptor.Inputs)
        {
            var isThere = input.IsWrapped ? definition.Inputs.TryGetValue(input.Name, out var given) && !IsBlank(given) : definition.Source.Member(Camel(input.Name)) is not null;
            if (input.IsRequired && !isThere) findings.Add(Findings.MissingInput(definition, input.Name));
        }

        if (definition.Type.StartsWith("Elsa.SetVariable", StringComparison.Ordinal)) CheckVariable(activity, findings);
        if (definition.Type == "Elsa.Break" && !Ancestors(activity).Any(a => BodyLoopRule.Loops.Contains(a.Definition.Type))) findings.Add(Findings.BreakOutsideLoop(definition));
    }

    private static void CheckOutputs(ScopedActivity activity, ValidationContext context, List<Finding> findings)
    {
        var used = context.Used(activity.Definition)?.Outputs.Select(o => (o.Name, Target: ActivityReader.TargetOf(ChildRules.MemberOf(activity.Definition.Source, o.Name)))) ?? [];
        foreach (var (output, target) in activity.Definition.Outputs.Select(o => (o.Key, (string?)o.Value)).Concat(used))
            if (target is not null && !activity.Scope.Names.Contains(target) && !activity.Scope.Outputs.Contains(target)) findings.Add(Findings.UnknownVariable(activity.Definition, target, output));
    }

    private static void CheckVariable(ScopedActivity activity, List<Finding> findings)
    {
        if (activity.Definition.Source["variable"] is not JsonObject variable) return;
        var id = variable["id"]?.ToString();
        var name = variable["name"]?.ToString();
        if ((id is null || !activity.Scope.Names.Contains(id)) && (name is null || !activity.Scope.Names.Contains(name)))
            findings.Add(Findings.UnknownVariable(activity.Definition, name ?? id ?? "", "Variable"));
    }

    internal static bool IsBlank(Expression expression) => expression.Value is null || (expression.Type is not "Literal" && string.IsNullOrWhiteSpace(expression.Text));

    private static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    private static IEnumerable<ScopedActivity> Ancestors(ScopedActivity activity)
    {
        for (var parent = activity.Parent; parent is not null; parent = parent.Parent) yield return parent;
    }
}
