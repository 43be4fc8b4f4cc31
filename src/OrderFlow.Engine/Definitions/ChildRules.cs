using System.Text.Json.Nodes;

namespace OrderFlow.Engine.Definitions;

/// <summary>What must hold of the workflows that a workflow starts or uses as activities.</summary>
internal static class ChildRules
{
    private static readonly HashSet<string> Starters = ["Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows"];

    /// <summary>The definition id of a workflow used as an activity; null: it is none.</summary>
    public static string? ReferenceOf(ActivityDefinition activity) =>
        activity.Source["workflowDefinitionId"] is JsonValue value && value.TryGetValue<string>(out var id) && id.Length > 0 && !Starters.Contains(activity.Type) ? id : null;

    public static void Check(WorkflowDefinition definition, List<ScopedActivity> activities, ValidationContext context, List<Finding> findings)
    {
        if (context.FindDefinition is not { } find) return;
        foreach (var activity in activities)
        {
            if (ChildOf(activity.Definition) is not { } child) continue;
            if (child == definition.DefinitionId)
            {
                findings.Add(Findings.ChildCycle(activity.Definition, [definition.Name, definition.Name]));
                continue;
            }

            if (find(child) is not { } found) findings.Add(Findings.MissingChild(activity.Definition, child));
            else if (definition.DefinitionId is { } self && Path(found, self, find, []) is { } path) findings.Add(Findings.ChildCycle(activity.Definition, [definition.Name, .. path]));
        }
    }

    // The names from a workflow to the one looked for; null: it does not come there.
    private static List<string>? Path(WorkflowDefinition from, string to, Func<string, WorkflowDefinition?> find, HashSet<string> seen)
    {
        if (from.DefinitionId is null || !seen.Add(from.DefinitionId)) return null;
        foreach (var child in Descendants(from.Root).Select(ChildOf).OfType<string>())
        {
            if (child == to) return [from.Name, child];
            if (find(child) is { } next && Path(next, to, find, seen) is { } rest) return [from.Name, .. rest];
        }

        return null;
    }

    private static IEnumerable<ActivityDefinition> Descendants(ActivityDefinition activity) =>
        activity.Activities.Concat(activity.Ports.Values).Concat(activity.Cases.Select(c => c.Activity).OfType<ActivityDefinition>()).SelectMany(Descendants).Prepend(activity);

    private static string? ChildOf(ActivityDefinition activity)
    {
        if (ReferenceOf(activity) is { } used) return used;
        // Waiting or not, a workflow that starts itself without end is one; a started one may end the chain by a decision, so only waiting counts.
        if (!Starters.Contains(activity.Type) || !activity.Inputs.TryGetValue("WorkflowDefinitionId", out var id) || id.Type != "Literal" || id.Text.Length == 0) return null;
        return id.Text;
    }
}
