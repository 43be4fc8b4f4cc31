using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>What must hold of an activity by itself.</summary>
internal static class ActivityRules
{
    private static readonly HashSet<string> Loops = ["Elsa.While", "Elsa.For", "Elsa.ForEach", "Elsa.ParallelForEach"];

    private static readonly string[] WhoDecides = ["Users", "Roles", "Assignees"];

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
        if (definition.Type == "OrderFlow.ApprovalTask") CheckApproval(definition, findings);
        if (definition.Type == "Elsa.Break" && !Ancestors(activity).Any(a => Loops.Contains(a.Definition.Type))) findings.Add(Findings.BreakOutsideLoop(definition));
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

    private static void CheckApproval(ActivityDefinition task, List<Finding> findings)
    {
        if (!WhoDecides.Any(i => task.Inputs.TryGetValue(i, out var given) && !IsBlank(given))) findings.Add(Findings.NoAssignee(task));
        var onTimeout = task.Inputs.TryGetValue("OnTimeout", out var action) && action.Type == "Literal" ? action.Text : "None";
        if (onTimeout == "Escalate" && !task.Inputs.ContainsKey("EscalateTo")) findings.Add(Findings.MissingInput(task, "EscalateTo"));
        if (onTimeout == "Outcome" && !task.Inputs.ContainsKey("TimeoutOutcome")) findings.Add(Findings.MissingInput(task, "TimeoutOutcome"));
        if (onTimeout != "None" && !task.Inputs.ContainsKey("Due")) findings.Add(Findings.MissingInput(task, "Due"));
        if (task.Inputs.TryGetValue("Due", out var due) && due.Type == "Literal" && JsonValues.FromNode(due.Value) is var when
            && !TypeConversion.TryConvert(when, "TimeSpan", out _, out _) && !TypeConversion.TryConvert(when, "DateTimeOffset", out _, out _))
            findings.Add(Findings.WrongInput(task, "Due", "a duration or a date", due.Text, "Write a duration such as 2.00:00:00 or P2D, or a date such as 2026-03-31T18:00:00+08:00"));
        foreach (var reminders in new[] { "RemindBefore", "RemindAfter" })
            if (task.Inputs.TryGetValue(reminders, out var times) && times.Type is "Literal" or "Object")
                foreach (var time in JsonValues.AsStringList(JsonValues.FromNode(times!.Value)))
                    if (!TypeConversion.TryConvert(JsonValues.FromString(time), "TimeSpan", out _, out var error)) findings.Add(Findings.WrongInput(task, reminders, "TimeSpan", time, error!));
    }

    internal static bool IsBlank(Expression expression) => expression.Value is null || (expression.Type is not "Literal" && string.IsNullOrWhiteSpace(expression.Text));

    private static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    private static IEnumerable<ScopedActivity> Ancestors(ScopedActivity activity)
    {
        for (var parent = activity.Parent; parent is not null; parent = parent.Parent) yield return parent;
    }
}
