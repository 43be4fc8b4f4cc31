using System.Text.Json;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Engine.Activities;

/// <summary>Where the tokens of one running flowchart are: at children that run or are scheduled, and at joins.</summary>
internal sealed class FlowTokens
{
    private const string Key = "tokens";

    private readonly ActivityContext context;
    private readonly List<int> waiting;

    public FlowTokens(ActivityContext context)
    {
        this.context = context;
        Graph = context.Node.GraphFrom(context.Text("start") ?? "");
        waiting = context.Execution.Data.TryGetValue(Key, out var stored) ? [.. stored.EnumerateArray().Select(e => e.GetInt32())] : [];
    }

    public FlowGraph Graph { get; }

    public bool IsEmpty => waiting.Count == 0 && !Live().Any();

    public void Add(FlowConnection connection)
    {
        waiting.Add(connection.Index);
        Store();
    }

    public bool IsScheduled(ActivityNode target) =>
        context.State.Scheduled.Exists(s => s.OwnerId == context.Execution.Id && s.ActivityId == target.Key);

    public bool WaitsAt(string key) => waiting.Exists(i => Graph.Nodes[Graph.Connections[i].To].Key == key);

    /// <summary>The joins at which tokens wait, upstream before downstream. A snapshot: firing one does not disturb it.</summary>
    public IReadOnlyList<int> WaitingAt() =>
        [.. waiting.Select(i => Graph.Connections[i].To).Distinct().OrderBy(Graph.RankOf).ThenBy(p => p)];

    /// <summary>Whether a join may fire now.</summary>
    /// <param name="undecided">Connections of the activity that has just ended and that have not been looked at yet.</param>
    public Verdict Judge(int join, JoinRule rule, ReadOnlySpan<FlowConnection> undecided)
    {
        foreach (var connection in undecided)
            if (connection.To == join || Graph.CanReach(connection.To, join)) return Verdict.Wait;

        if (rule is JoinRule.AllForward or JoinRule.AllInbound)
        {
            var missing = Graph.Inbound(join).Where(c => (c.IsForward || rule == JoinRule.AllInbound) && !waiting.Contains(c.Index)).ToList();
            if (missing.Count == 0) return Verdict.Fire;
            // What runs may come round by any way; what waits at a join itself, forward only: else two joins would wait for each other.
            var canCome = missing.Exists(c => c.IsForward ? Places().Any(p => p == c.From || Graph.CanReach(p, c.From)) : Live().Any());
            return canCome ? Verdict.Wait : Verdict.Never;
        }

        return Places().Any(p => p != join && Graph.CanReach(p, join)) ? Verdict.Wait : Verdict.Fire;
    }

    /// <summary>Takes what fires a join: all that wait there, or one of each connection where every connection must bring one.</summary>
    public void Take(int join, JoinRule rule)
    {
        if (rule is JoinRule.AllForward or JoinRule.AllInbound)
        {
            foreach (var connection in Graph.Inbound(join)) waiting.Remove(connection.Index);
        }
        else
        {
            waiting.RemoveAll(i => Graph.Connections[i].To == join);
        }

        Store();
        Merging.ForgetHopeless(context, this);
    }

    /// <summary>Gives up every token that could still reach a place.</summary>
    public void GiveUpBefore(int place) => GiveUp(p => p != place && Graph.CanReach(p, place), c => c.To != place && Graph.CanReach(c.To, place));

    /// <summary>
    /// Gives up what a return to a place makes obsolete. Who goes back on its own way gives up all that may have come from the
    /// place. Who goes there from elsewhere (a branch that hands all back to its owner) gives up what the flow, begun anew at the
    /// place, may begin a second time. A token that a join on that way still waits for stays: it is half of what the join needs.
    /// </summary>
    /// <param name="mover">The place of the branch that goes back; null: no branch does, a person decided it.</param>
    public IReadOnlyList<ActivityNode> GiveUpFrom(int place, int? mover)
    {
        bool CameFrom(int p) => p == place || Graph.CanReach(place, p);
        var isOwnWay = mover is { } from ? CameFrom(from) : Live().Any(CameFrom) || waiting.Exists(i => CameFrom(Graph.Connections[i].From));
        return isOwnWay
            ? GiveUp(CameFrom, c => c.To == place || CameFrom(c.From))
            : GiveUp(p => ComesAgain(place, p, p), c => c.To == place || ComesAgain(place, c.From, c.To));
    }

    public void Store()
    {
        if (waiting.Count == 0) context.Execution.Data.Remove(Key);
        else context.Execution.Data[Key] = JsonSerializer.SerializeToElement(waiting);
    }

    // Whether a new token at a start can come to a goal before any join that waits for the token that is there now.
    private bool ComesAgain(int start, int goal, int token)
    {
        var seen = new HashSet<int> { start };
        var next = new Stack<int>([start]);
        while (next.TryPop(out var at))
        {
            if (at == goal) return true;
            foreach (var connection in Graph.Outbound(at))
                if ((connection.To == goal || !WaitsFor(connection, token)) && seen.Add(connection.To)) next.Push(connection.To);
        }

        return false;
    }

    private bool WaitsFor(FlowConnection connection, int token) =>
        (connection.To == token || Graph.CanReach(token, connection.To)) && Merging.Waits(Merging.ModeOf(context, Graph.Nodes[connection.To]), connection, Graph);

    private List<ActivityNode> GiveUp(Func<int, bool> isObsolete, Func<FlowConnection, bool> isObsoleteWait)
    {
        var given = new List<ActivityNode>();
        waiting.RemoveAll(i => isObsoleteWait(Graph.Connections[i]));
        Store();
        Merging.ForgetHopeless(context, this);
        foreach (var scheduled in context.State.Scheduled.FindAll(s => s.OwnerId == context.Execution.Id && isObsolete(Graph.IndexOf(s.ActivityId))))
        {
            context.State.Scheduled.Remove(scheduled);
            given.Add(Graph.Nodes[Graph.IndexOf(scheduled.ActivityId)]);
        }

        foreach (var child in context.Run.ChildrenOf(context.Execution).Where(c => isObsolete(Graph.IndexOf(c.ActivityId))).ToList())
        {
            context.Run.Cancel(child);
            given.Add(Graph.Nodes[Graph.IndexOf(child.ActivityId)]);
        }

        return given;
    }

    private IEnumerable<int> Live()
    {
        foreach (var child in context.Run.ChildrenOf(context.Execution)) yield return Graph.IndexOf(child.ActivityId);
        foreach (var scheduled in context.State.Scheduled)
            if (scheduled.OwnerId == context.Execution.Id) yield return Graph.IndexOf(scheduled.ActivityId);
    }

    private IEnumerable<int> Places() => Live().Concat(waiting.Select(i => Graph.Connections[i].To)).Where(p => p >= 0);
}

internal enum Verdict
{
    Wait,
    Fire,

    /// <summary>A connection that must bring a token cannot any more.</summary>
    Never,
}
