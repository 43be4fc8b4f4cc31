using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>What the validator may ask of the world.</summary>
public sealed record ValidationContext
{
    /// <summary>The published or latest version of a workflow, by definition id; null: there is none. Not given: children are not looked at.</summary>
    public Func<string, WorkflowDefinition?>? FindDefinition { get; init; }
}

/// <summary>Finds everything that is wrong with a definition, at once.</summary>
public static class DefinitionValidator
{
    /// <returns>Errors first, then warnings; within them in the order of the document.</returns>
    public static IReadOnlyList<Finding> Validate(WorkflowDefinition definition, ActivityRegistry registry, ValidationContext context)
    {
        var findings = new List<Finding>();
        var activities = new List<ScopedActivity>();
        Collect(definition.Root, null, Scope.Of(definition), activities);

        FindNames(definition, findings);
        FindIds(activities, findings);
        foreach (var activity in activities)
        {
            ActivityRules.Check(activity, registry, context, findings);
            ExpressionRules.Check(activity, registry, findings);
            if (activity.Definition.Type == "Elsa.Flowchart") FlowRules.Check(activity.Definition, registry, context, findings);
        }

        ChildRules.Check(definition, activities, context, findings);
        return [.. findings.Distinct().OrderBy(f => f.Severity)];
    }

    private static void Collect(ActivityDefinition activity, ScopedActivity? parent, Scope scope, List<ScopedActivity> all)
    {
        var here = new ScopedActivity(activity, parent, scope.With(activity.Variables));
        all.Add(here);
        foreach (var child in activity.Activities.Concat(activity.Ports.Values).Concat(activity.Cases.Select(c => c.Activity).OfType<ActivityDefinition>()))
            Collect(child, here, here.Scope, all);
    }

    private static void FindNames(WorkflowDefinition definition, List<Finding> findings)
    {
        if (string.IsNullOrWhiteSpace(definition.Name)) findings.Add(Findings.NoName());
        foreach (var twice in Twice(definition.Variables.Select(v => v.Name))) findings.Add(Findings.DuplicateName("variables", "variable", twice));
        foreach (var twice in Twice(definition.Inputs.Select(i => i.Name))) findings.Add(Findings.DuplicateName("inputs", "input", twice));
        foreach (var twice in Twice(definition.Outputs.Select(o => o.Name))) findings.Add(Findings.DuplicateName("outputs", "output", twice));
    }

    private static void FindIds(List<ScopedActivity> activities, List<Finding> findings)
    {
        foreach (var activity in activities.Where(a => a.Definition.Id.Length == 0)) findings.Add(Findings.NoId(activity.Definition));
        foreach (var group in activities.Where(a => a.Definition.Id.Length > 0).GroupBy(a => a.Definition.Id))
            foreach (var other in group.Skip(1)) findings.Add(Findings.DuplicateId(other.Definition, group.First().Definition));
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.Where(n => n.Length > 0).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);
}

/// <summary>An activity with where it stands.</summary>
/// <param name="Parent">Null: the root.</param>
internal sealed record ScopedActivity(ActivityDefinition Definition, ScopedActivity? Parent, Scope Scope);

/// <summary>The variables that can be seen from an activity, by name and by id.</summary>
internal sealed record Scope(IReadOnlySet<string> Names, IReadOnlySet<string> Inputs, IReadOnlySet<string> Outputs)
{
    public static Scope Of(WorkflowDefinition definition) => new(
        definition.Variables.SelectMany(v => new[] { v.Id, v.Name }).ToHashSet(StringComparer.Ordinal),
        definition.Inputs.Select(i => i.Name).ToHashSet(StringComparer.Ordinal),
        definition.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal));

    public Scope With(IReadOnlyList<VariableDefinition> variables) => variables.Count == 0
        ? this
        : this with { Names = Names.Concat(variables.SelectMany(v => new[] { v.Id, v.Name })).ToHashSet(StringComparer.Ordinal) };
}
