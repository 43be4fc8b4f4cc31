using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>For what an activity with several incoming connections waits.</summary>
internal enum JoinRule
{
    /// <summary>For every token that is under way to it (the default, Stream, WaitAll, WaitAllActive).</summary>
    Active,

    /// <summary>For one token of every forward connection (Merge).</summary>
    AllForward,

    /// <summary>For one token of every connection, those that lead backwards too (Converge).</summary>
    AllInbound,

    /// <summary>For nothing: runs for each token (Cascade).</summary>
    Each,

    /// <summary>For the first; what could still arrive is given up (Race, WaitAny).</summary>
    First,
}

internal static class Merging
{
    /// <summary>The rule of an activity: a FlowJoin's mode, else its merge mode, else to wait for what is under way.</summary>
    public static JoinRule ModeOf(ActivityContext flowchart, ActivityNode target)
    {
        if (target.Type is FlowJoin) return JoinMode(flowchart, target);
        // Going back does not wait for those that it is about to withdraw.
        if (target is { Type: Return, Definition.MergeMode: null or MergeMode.None or MergeMode.Stream }) return JoinRule.Each;
        return (target.Definition.MergeMode ?? MergeMode.None) switch
        {
            MergeMode.None or MergeMode.Stream => JoinRule.Active,
            MergeMode.Merge => JoinRule.AllForward,
            MergeMode.Converge => JoinRule.AllInbound,
            MergeMode.Cascade => JoinRule.Each,
            MergeMode.Race => JoinRule.First,
        };
    }

    /// <summary>Whether a token that comes over a connection waits for others, instead of running the target at once.</summary>
    public static bool Waits(JoinRule rule, FlowConnection connection, FlowGraph graph) => rule switch
    {
        JoinRule.Active => connection.IsForward && graph.IsJoin(connection.To),
        JoinRule.AllForward => connection.IsForward,
        JoinRule.AllInbound => true,
        JoinRule.Each or JoinRule.First => false,
    };

    /// <summary>A join that can never fire is an incident: without it the instance would wait unseen, or end without what follows.</summary>
    public static void ReportHopeless(ActivityContext flowchart, ActivityNode target)
    {
        if (flowchart.State.Incidents.Exists(i => !i.IsResolved && i.Type == "Join" && i.ExecutionId == flowchart.Execution.Id && i.ActivityId == target.Key)) return;
        flowchart.Run.AddIncident(
            target.Key, flowchart.Execution.Id, "Join",
            $"'{target.DisplayText}' waits for every incoming connection ({target.Definition.MergeMode}), but one of them was not taken and no token can come that way any more.", default);
    }

    /// <summary>The incidents of joins at which nothing waits any more are over.</summary>
    public static void ForgetHopeless(ActivityContext flowchart, FlowTokens tokens)
    {
        foreach (var incident in flowchart.State.Incidents)
            if (incident.Type == "Join" && incident.ExecutionId == flowchart.Execution.Id && !tokens.WaitsAt(incident.ActivityId)) incident.IsResolved = true;
    }

    private static JoinRule JoinMode(ActivityContext flowchart, ActivityNode join)
    {
        if (!join.Inputs.TryGetValue("Mode", out var mode)) return JoinRule.First;
        string? value;
        try
        {
            value = JsonValues.AsString(flowchart.EvaluateExpression(mode));
        }
        catch (ExpressionFailure)
        {
            // The join evaluates it again when it runs: then it is the join's incident, not the flowchart's.
            return JoinRule.Active;
        }

        // By name, or by the number of Elsa's enumeration.
        return value is "WaitAll" or "WaitAllActive" or "0" or "2" ? JoinRule.Active : JoinRule.First;
    }
}
