using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>Whose turn it is. Worked out anew from the decisions each time: nothing is counted on, so nothing can be miscounted.</summary>
internal sealed class Turns
{
    private readonly Approval approval;
    private readonly Tally tally;
    private readonly HashSet<int> active = [];
    private readonly bool isDecided;

    private Turns(Approval approval)
    {
        (this.approval, tally) = (approval, new Tally(approval));
        isDecided = !approval.IsOpen || tally.Result().Standing != Standing.Open;
    }

    /// <summary>The approval with the state of every undecided seat as the decisions make it.</summary>
    public static Approval Settle(Approval approval)
    {
        var turns = new Turns(approval);
        if (!turns.isDecided) turns.Call(turns.tally.MembersOf(0), approval.Rules.Mode == ApprovalMode.Sequence);
        return approval with { Seats = [.. approval.Seats.Select(s => s.IsUndecided ? s with { State = turns.StateOf(s) } : s)] };
    }

    private void Call(IEnumerable<Seat> seats, bool oneByOne)
    {
        var open = seats.Where(s => tally.Of(s).Standing == Standing.Open);
        foreach (var seat in oneByOne ? open.Take(1) : open) Call(seat);
    }

    private void Call(Seat seat)
    {
        var before = Open(seat, SignerPlace.Before);
        Call(before);
        if (before.Count == 0 && seat.IsUndecided) active.Add(seat.Id);
        Call(Open(seat, SignerPlace.Parallel));
        if (!seat.IsUndecided) Call(Open(seat, SignerPlace.After));
    }

    private void Call(List<SignerGroup> groups)
    {
        foreach (var group in groups) Call(tally.MembersOf(group.Id), group.Method == SignerMethod.Sequence);
    }

    private List<SignerGroup> Open(Seat seat, SignerPlace place) => [.. tally.GroupsOf(seat, place).Where(g => tally.Of(g).Standing == Standing.Open)];

    private SeatState StateOf(Seat seat) => active.Contains(seat.Id) ? SeatState.Active : IsOver(seat) ? SeatState.Closed : SeatState.Waiting;

    private bool IsOver(Seat seat)
    {
        if (isDecided || tally.Of(seat).Standing != Standing.Open) return true;
        if (seat.Group == 0) return false;
        var group = approval.Groups.First(g => g.Id == seat.Group);
        return tally.Of(group).Standing != Standing.Open || IsOver(approval.Seat(group.Seat));
    }
}
