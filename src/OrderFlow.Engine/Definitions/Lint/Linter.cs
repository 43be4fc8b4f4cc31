using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions.Lint;

/// <summary>What reads well and will not do: every rule over the ways of flowcharts, loops, tasks and variables.</summary>
internal static class Linter
{
    public static void Check(
        WorkflowDefinition definition, List<ScopedActivity> activities, IReadOnlyList<ScriptUse> scripts, ActivityRegistry registry, ValidationContext context, List<Finding> findings)
    {
        var waits = new Waits(registry);
        var returns = new ReturnTargets(activities);
        foreach (var activity in activities.Select(a => a.Definition))
        {
            if (activity.Type == "Elsa.Flowchart") CheckChart(FlowMap.OfFlowchart(activity, returns, registry, context), waits, registry, findings);
            if (activity.Type == "Elsa.Sequence" && returns.Within(activity).Count > 0) FlowLoopRule.Check(FlowMap.OfSequence(activity, returns, registry), waits, findings);
            if (BodyLoopRule.Loops.Contains(activity.Type)) BodyLoopRule.Check(activity, waits, findings);
            if (activity.Type != "OrderFlow.ApprovalTask") continue;
            AssigneeRule.Check(activity, findings);
            DeadlineRules.Check(activity, FlowRules.PortsOf(activity, registry, context), findings);
        }

        VariableRule.Check(definition, activities, scripts, registry, context, findings);
    }

    private static void CheckChart(FlowMap map, Waits waits, ActivityRegistry registry, List<Finding> findings)
    {
        ReachRule.Check(map, findings);
        OpenPortRule.Check(map, registry, findings);
        ForkRule.Check(map, findings);
        JoinRules.Check(map, findings);
        FlowLoopRule.Check(map, waits, findings);
    }
}
