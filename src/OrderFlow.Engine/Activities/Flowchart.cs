using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Activities and connections. A token is a child that runs or is scheduled, or a followed connection that waits at a join
/// (<see cref="FlowTokens"/>). A join fires for all tokens that came, as soon as no live token can still reach it over forward
/// connections; a connection that leads backwards runs its target at once. Where Elsa 3.7 counts visits and loses a branch, here
/// nothing is counted: what can still arrive is read off the tokens that are there.
/// </summary>
internal sealed class Flowchart : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Flowchart",
        Category = "Flow",
        Description = "Activities and the connections between them.",
        IsContainer = true,
        EmbeddedPorts = ["Start"],
        IsBrowsable = false,
    };

    public override void Execute(ActivityContext context)
    {
        if (StartOf(context) is not { } start)
        {
            context.Complete();
            return;
        }

        context.SetText("start", start.Key);
        context.Schedule(start);
    }

    public override void OnChildStarting(ActivityContext context, ActivityNode child)
    {
        var tokens = new FlowTokens(context);
        var place = tokens.Graph.IndexOf(child.Key);
        if (place < 0 || Merging.ModeOf(context, child) != JoinRule.First) return;
        tokens.GiveUpBefore(place);
        // Another join may have waited for what was given up.
        FireJoins(context, tokens, [], 0);
    }

    public override void OnChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (child.IsEnd || Breaking.IsBreaking(context))
        {
            context.Complete();
            return;
        }

        var tokens = new FlowTokens(context);
        var place = tokens.Graph.IndexOf(child.Node.Key);
        var outbound = place < 0 ? [] : tokens.Graph.Outbound(place);
        // One connection after the other, as Elsa does: what follows from the first is scheduled before what follows from the second.
        for (var i = 0; i < outbound.Length; i++)
        {
            if (child.Outcomes.Contains(outbound[i].Port)) Deliver(context, tokens, outbound[i], child.Execution.Id);
            FireJoins(context, tokens, outbound.AsSpan(i + 1), child.Execution.Id);
        }

        if (outbound.Length == 0) FireJoins(context, tokens, [], child.Execution.Id);
        Close(context, tokens);
    }

    /// <summary>Looks at the joins again, after an incident.</summary>
    internal static void Reconsider(ActivityContext context)
    {
        var tokens = new FlowTokens(context);
        FireJoins(context, tokens, [], 0);
        Close(context, tokens);
    }

    /// <summary>Goes back to one of its activities: gives up what that makes obsolete, and schedules it.</summary>
    /// <param name="mover">The activity whose branch goes back; null: no branch does, a person decided it.</param>
    /// <returns>The activities given up.</returns>
    internal static IReadOnlyList<ActivityNode> Return(ActivityContext context, ActivityNode target, string? mover)
    {
        var tokens = new FlowTokens(context);
        var withdrawn = tokens.GiveUpFrom(tokens.Graph.IndexOf(target.Key), mover is null ? null : tokens.Graph.IndexOf(mover));
        context.Schedule(target);
        FireJoins(context, tokens, [], 0);
        return withdrawn;
    }

    private static void Deliver(ActivityContext context, FlowTokens tokens, FlowConnection connection, int by)
    {
        var target = tokens.Graph.Nodes[connection.To];
        var rule = Merging.ModeOf(context, target);
        if (Merging.Waits(rule, connection, tokens.Graph)) tokens.Add(connection);
        // The first has come already and is about to run: what comes now has lost the race.
        else if (rule != JoinRule.First || !tokens.IsScheduled(target)) context.ScheduleAfter(target, by);
    }

    private static void FireJoins(ActivityContext context, FlowTokens tokens, ReadOnlySpan<FlowConnection> undecided, int by)
    {
        foreach (var place in tokens.WaitingAt())
        {
            var target = tokens.Graph.Nodes[place];
            switch (tokens.Judge(place, Merging.ModeOf(context, target), undecided))
            {
                case Verdict.Fire:
                    tokens.Take(place, Merging.ModeOf(context, target));
                    context.ScheduleAfter(target, by);
                    break;
                case Verdict.Never:
                    Merging.ReportHopeless(context, target);
                    break;
                case Verdict.Wait:
                    break;
            }
        }
    }

    private static void Close(ActivityContext context, FlowTokens tokens)
    {
        tokens.Store();
        if (tokens.IsEmpty) context.Complete();
    }

    // Elsa's order: the trigger that fired, the start that is written, a Start activity, what can start the workflow, what nothing leads to, the first.
    private static ActivityNode? StartOf(ActivityContext context)
    {
        var activities = context.Node.Activities;
        var start = context.Node.Definition.Start;
        var targets = context.Node.Definition.Connections.Select(c => c.Target).ToHashSet(StringComparer.Ordinal);
        return (context.State.IsTriggerPassed ? null : activities.FirstOrDefault(a => a.Key == context.State.TriggerActivityId))
            ?? (start is null ? null : activities.FirstOrDefault(a => a.Definition.Id == start))
            ?? activities.FirstOrDefault(a => a.Type is Start)
            ?? activities.FirstOrDefault(a => a.Definition.CanStartWorkflow)
            ?? activities.FirstOrDefault(a => !targets.Contains(a.Definition.Id))
            ?? (activities.Count > 0 ? activities[0] : null);
    }
}
