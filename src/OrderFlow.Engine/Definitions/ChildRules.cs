using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>What must hold of the workflows that a workflow starts or uses as activities.</summary>
internal static class ChildRules
{
    private static readonly HashSet<string> Starters = ["Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows"];

    /// <summary>The definition id of a workflow used as an activity; null: it is none.</summary>
    public static string? ReferenceOf(ActivityDefinition activity) => ReferenceOf(activity.Source, activity.Type);

    /// <inheritdoc cref="ReferenceOf(ActivityDefinition)"/>
    public static string? ReferenceOf(JsonObject source, string type) =>
        source.Member("workflowDefinitionId") is JsonValue value && value.TryGetValue<string>(out var id) && id.Length > 0 && !Starters.Contains(type) ? id : null;

    /// <summary>An input or output of a workflow used as an activity: "Order No" is written as "orderNo".</summary>
    public static JsonNode? MemberOf(JsonObject source, string name) =>
        source.Member(JsonNamingPolicy.CamelCase.ConvertName(name))
        ?? source.Member(name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));

    public static void Check(WorkflowDefinition definition, List<ScopedActivity> activities, ValidationContext context, List<Finding> findings)
    {
        var circles = new Dictionary<string, List<string>?>(StringComparer.Ordinal);
        foreach (var activity in activities.Select(a => a.Definition))
        {
            if (ChildOf(activity) is not var (child, isWaitedFor)) continue;
            if (child != definition.DefinitionId && Fault(activity, child, context) is { } fault) findings.Add(fault);
            if (!circles.TryGetValue(child, out var path)) path = circles[child] = Circle(definition, child, context);
            if (path is not null) findings.Add(Findings.ChildCycle(activity, path) with { Severity = isWaitedFor ? Severity.Error : Severity.Warning });
        }
    }

    private static Finding? Fault(ActivityDefinition activity, string child, ValidationContext context)
    {
        var isUsed = ReferenceOf(activity) is not null;
        if (context.FindDefinition is null) return isUsed ? Findings.UnseenChild(activity, child) : null;
        if ((isUsed ? context.Used(activity) : context.FindDefinition(child)) is not { } found)
            return context.KnowsAll ? Findings.MissingChild(activity, child) : Findings.UnseenChild(activity, child);
        return isUsed && !found.Options.UsableAsActivity ? Findings.NotUsable(activity, found.Name) : null;
    }

    // The names from the definition by way of a child back to it; null: it does not come back.
    private static List<string>? Circle(WorkflowDefinition definition, string child, ValidationContext context)
    {
        if (definition.DefinitionId is not { } self) return null;
        if (child == self) return [definition.Name, definition.Name];
        return context.FindDefinition is { } find && find(child) is { } found && Path(found, self, find, []) is { } path ? [definition.Name, .. path, definition.Name] : null;
    }

    private static List<string>? Path(WorkflowDefinition from, string to, Func<string, WorkflowDefinition?> find, HashSet<string> seen)
    {
        if (from.DefinitionId is null || !seen.Add(from.DefinitionId)) return null;
        foreach (var child in Descendants(from.Root).Select(ChildOf).OfType<(string Id, bool IsWaitedFor)>().Select(c => c.Id).Distinct())
        {
            if (child == to) return [from.Name];
            if (find(child) is { } next && Path(next, to, find, seen) is { } rest) return [from.Name, .. rest];
        }

        return null;
    }

    private static IEnumerable<ActivityDefinition> Descendants(ActivityDefinition activity)
    {
        var open = new Stack<ActivityDefinition>([activity]);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Children) open.Push(child);
        }
    }

    // A workflow that starts the next run of itself and does not wait ends; one that waits for itself, or is a part of itself, hangs or never begins.
    private static (string Id, bool IsWaitedFor)? ChildOf(ActivityDefinition activity)
    {
        if (ReferenceOf(activity) is { } used) return (used, true);
        if (!Starters.Contains(activity.Type) || !activity.Inputs.TryGetValue("WorkflowDefinitionId", out var id) || id.Type != "Literal" || id.Text.Length == 0) return null;
        var waits = activity.Type == "Elsa.ExecuteWorkflow"
            || (activity.Inputs.TryGetValue("WaitForCompletion", out var wait) && (wait.Type != "Literal" || JsonValues.IsTrue(JsonValues.FromNode(wait.Value))));
        return (id.Text, waits);
    }
}
