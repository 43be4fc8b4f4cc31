using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions.Lint;

namespace OrderFlow.Engine.Definitions;

/// <summary>What the validator may ask of the world.</summary>
public sealed record ValidationContext
{
    /// <summary>The published or latest version of a workflow, by definition id; null: there is none. Not given: children are not looked at.</summary>
    public Func<string, WorkflowDefinition?>? FindDefinition { get; init; }

    /// <summary>One version of a workflow, by its own id; null: there is none. Not given: what <see cref="FindDefinition"/> finds stands for all versions.</summary>
    public Func<string, WorkflowDefinition?>? FindVersion { get; init; }

    /// <summary>False: a workflow that is not found may be there all the same, so that its absence is a warning only.</summary>
    public bool KnowsAll { get; init; } = true;

    /// <summary>What a workflow used as an activity stands for: the version that it names, or the newest; null: none is found.</summary>
    internal WorkflowDefinition? Used(ActivityDefinition activity)
    {
        if (ChildRules.ReferenceOf(activity) is not { } id) return null;
        var version = activity.Source.Member("workflowDefinitionVersionId")?.ToString();
        return (string.IsNullOrEmpty(version) ? null : FindVersion?.Invoke(version)) ?? FindDefinition?.Invoke(id);
    }
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

        if (string.IsNullOrWhiteSpace(definition.Name)) findings.Add(Findings.NoName());
        DeclarationRules.Check(definition, activities, findings);
        FindIds(activities, findings);
        foreach (var activity in activities)
        {
            ActivityRules.Check(activity, registry, context, findings);
            ExpressionRules.Check(activity, registry, context, findings);
            ApprovalInputRules.Check(activity, activities, findings);
            if (activity.Definition.Type == "Elsa.Flowchart") FlowRules.Check(activity.Definition, registry, context, findings);
        }

        var scripts = ScriptUse.Of(activities, registry, context);
        ScriptRules.Check(scripts, findings);
        ChildRules.Check(definition, activities, context, findings);
        Linter.Check(definition, activities, scripts, registry, context, findings);
        var order = activities.Select((a, i) => (a.Definition.Pointer, Order: i + 1)).DistinctBy(a => a.Pointer).ToDictionary(a => a.Pointer, a => a.Order, StringComparer.Ordinal);
        return [.. findings.OrderBy(f => f.Severity).ThenBy(f => OrderOf(f.Pointer, order))];
    }

    // By the innermost activity that the pointer leads into; what is of the document comes first.
    private static int OrderOf(string pointer, Dictionary<string, int> order)
    {
        for (var here = pointer; here.Length > 0; here = here[..here.LastIndexOf('/')])
            if (order.TryGetValue(here, out var found)) return found;
        return 0;
    }

    private static void Collect(ActivityDefinition activity, ScopedActivity? parent, Scope scope, List<ScopedActivity> all)
    {
        var here = new ScopedActivity(activity, parent, scope.With(activity.Variables));
        all.Add(here);
        foreach (var child in activity.Children)
            Collect(child, here, here.Scope, all);
    }

    private static void FindIds(List<ScopedActivity> activities, List<Finding> findings)
    {
        foreach (var activity in activities.Where(a => a.Definition.Id.Length == 0)) findings.Add(Findings.NoId(activity.Definition));
        foreach (var group in activities.Where(a => a.Definition.Id.Length > 0).GroupBy(a => a.Definition.Id))
            foreach (var other in group.Skip(1)) findings.Add(Findings.DuplicateId(other.Definition, group.First().Definition));
    }
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
