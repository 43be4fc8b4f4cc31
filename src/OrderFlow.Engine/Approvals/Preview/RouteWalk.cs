using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>Plays an instance through: each task is agreed to by whoever's turn it is, and what waits for a time gets it.</summary>
internal sealed class RouteWalk(WorkflowEngine engine, CompiledWorkflow workflow, Organisation organisation, DateTimeOffset now)
{
    private static readonly HashSet<string> NoRoles = [];

    private readonly List<RouteStep> steps = [];
    private readonly List<RouteStop> stops = [];
    private readonly HashSet<Guid> seen = [];
    private DateTimeOffset clock = now;
    private InstanceState state = null!;

    public Route Play(InstanceState from, Stimulus? start, int mostMoves)
    {
        state = from;
        foreach (var closed in ApprovalHistory.Of(from).Closed) seen.Add(closed.Approval.TaskId);
        if (start is null) Look();
        else Apply(start, null);
        for (var moves = 0; stops.Count == 0 && Next() is { } stimulus; moves++)
        {
            if (moves < mostMoves) Apply(stimulus.Stimulus, stimulus.At);
            else stops.Add(new RouteStop(RouteStopKind.TooLong, null, null, null));
        }

        foreach (var incident in state.Incidents.Where(i => !i.IsResolved)) stops.Add(new RouteStop(RouteStopKind.Fails, incident.ActivityId, NameOf(incident.ActivityId), incident.Message));
        if (stops.Count == 0)
            stops.AddRange(state.Bookmarks.Select(b => new RouteStop(RouteStopKind.Waits, b.ActivityId, NameOf(b.ActivityId), b.Key)));
        return new Route(steps, stops);
    }

    // The task that is due first, so that what follows several branches opens when the last of them is done; then the next moment.
    private (Stimulus Stimulus, string At)? Next()
    {
        var open = state.Bookmarks.Where(b => b.Kind == BookmarkKind.Approval).Select(b => (Bookmark: b, Approval: ApprovalStore.Peek(state.Executions.First(e => e.Id == b.ExecutionId))))
            .Where(o => o.Approval is not null).OrderBy(o => o.Approval!.DueAt ?? clock).ThenBy(o => o.Bookmark.Id).ToList();
        if (open.Count > 0)
        {
            var (bookmark, approval) = open[0];
            if (approval!.DueAt > clock) clock = approval.DueAt.Value;
            return (Agree(approval, approval.Seats.First(s => s.State == SeatState.Active)), bookmark.ActivityId);
        }

        if (state.Bookmarks.Find(b => b.Kind == BookmarkKind.Time) is null) return null;
        var next = state.Deadlines.Where(d => d.Kind == DeadlineKind.Time).MinBy(d => d.DueAt);
        if (next is null) return null;
        if (next.DueAt > clock) clock = next.DueAt;
        return (new FireDeadline(next.Id), "");
    }

    private static ActOnTask Agree(Approval approval, Seat seat)
    {
        var role = Entries.RoleOf(seat.Turn);
        ApprovalCommand command = seat.Delegation is null ? new CastDecision(approval.Rules.Outcomes[0]) { Seat = seat.Id } : new GiveOpinion();
        return new ActOnTask(approval.TaskId, command with { Comment = "+" }, role is null ? NoRoles : new HashSet<string> { role })
        {
            // Nobody's name: whoever of the role decides is not known.
            Actor = Entries.PersonOf(seat.Turn) ?? $"({seat.Turn})",
        };
    }

    private void Apply(Stimulus stimulus, string? activity)
    {
        switch (engine.Decide(workflow, state, stimulus, clock, organisation))
        {
            case Burst burst:
                state = burst.State;
                Look();
                break;
            case Refused refused:
                stops.Add(new RouteStop(activity is null ? RouteStopKind.Refused : RouteStopKind.Nobody, activity, activity is null ? null : NameOf(activity), refused.Message));
                break;
        }
    }

    // What has opened, or was passed by a rule, since the last look.
    private void Look()
    {
        foreach (var closed in ApprovalHistory.Of(state).Closed.Where(c => seen.Add(c.Approval.TaskId))) Add(closed.Activity, closed.Approval);
        foreach (var bookmark in state.Bookmarks.Where(b => b.Kind == BookmarkKind.Approval && seen.Add(b.Reference!.Value)))
            if (ApprovalStore.Peek(state.Executions.First(e => e.Id == bookmark.ExecutionId)) is { } approval) Add(bookmark.ActivityId, approval);
    }

    private void Add(string activity, Approval approval) => steps.Add(new RouteStep(
        activity, approval.Name, approval.Rules.Mode,
        [.. approval.Seats.Where(s => s.State != SeatState.Removed).Select(s => new RouteSeat(s.Turn, s.Reason, s.Weight, s.State == SeatState.Skipped))],
        clock, approval.DueAt, approval.Result?.Outcome));

    private string NameOf(string activity) => workflow.Find(activity)?.DisplayText ?? activity;
}
