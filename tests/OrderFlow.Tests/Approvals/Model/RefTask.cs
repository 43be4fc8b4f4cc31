namespace OrderFlow.Tests.Approvals.Model;

/// <summary>
/// The reference: what an approval comes to by the words of its rules, asked from the bottom up, where the product works from the
/// top down. Nothing is remembered that follows from the votes.
/// </summary>
internal sealed class RefTask
{
    public required string Mode { get; init; }
    public required bool GoesOn { get; init; }
    public decimal? Share { get; init; }
    public int Quorum { get; init; }
    public List<RefSeat> Seats { get; } = [];
    public List<string> Escalated { get; set; } = [];
    public HashSet<string> Excluded { get; } = [];
    public List<(string By, string To, bool IsOpen)> Questions { get; } = [];
    public int LastNumber { get; set; }
    public bool IsReturned { get; set; }

    /// <summary>Set when it has ended: "+" or "-".</summary>
    public string? Ended { get; set; }

    public bool IsOpen => Ended is null && !IsReturned;

    /// <summary>What the seat comes to with its groups, and by which decision.</summary>
    public (int Verdict, int When) Of(RefSeat seat)
    {
        var parts = new List<(int Verdict, int When)> { (seat.Vote, seat.Number) };
        foreach (var group in seat.Groups) parts.Add(Of(group));
        return All(parts);
    }

    public (int Verdict, int When) Of(RefGroup group)
    {
        var parts = Live(group.Members).ConvertAll(Of);
        if (group.Method != 'y' || parts.Count == 0) return All(parts);
        var first = parts.Where(p => p.Verdict != 0).OrderBy(p => p.When).ToList();
        return first.Count == 0 ? (0, 0) : first[0];
    }

    /// <summary>1: agreed, -1: refused, 0: open.</summary>
    public int Result()
    {
        var own = Live(Seats.Where(s => s.Group is null));
        var (yes, no, open) = (0, 0, 0);
        var (voted, veto, vetoOpen) = (0, false, false);
        (int Verdict, int When) first = (0, int.MaxValue);
        foreach (var seat in own)
        {
            var (verdict, when) = Of(seat);
            if (verdict > 0) yes += seat.Weight;
            else if (verdict < 0) no += seat.Weight;
            else open += seat.Weight;
            if (verdict != 0) voted++;
            veto |= verdict < 0 && seat.Veto;
            vetoOpen |= verdict == 0 && seat.Veto;
            if (verdict != 0 && when < first.When) first = (verdict, when);
        }

        var result = Mode switch
        {
            "Any" when GoesOn => yes > 0 ? 1 : open > 0 ? 0 : -1,
            "Any" => first.Verdict,
            "Vote" when veto => -1,
            "Vote" when Enough(yes, yes + no + open) => vetoOpen || voted < Math.Min(Quorum, own.Count) ? 0 : 1,
            "Vote" => Enough(yes + open, yes + no + open) ? 0 : -1,
            _ => no > 0 ? -1 : open > 0 ? 0 : 1,
        };
        return result < 0 && GoesOn && open > 0 ? 0 : result;
    }

    /// <summary>Whether the seat may decide now.</summary>
    public bool IsTurn(RefSeat seat) =>
        IsOpen && !seat.IsRemoved && seat.Vote == 0 && Of(seat).Verdict == 0 && !seat.Groups.Exists(g => g.Place == 'b' && Of(g).Verdict == 0) && IsCalled(seat);

    /// <summary>Whether the seat can never have a turn any more, as things stand.</summary>
    public bool IsOver(RefSeat seat) =>
        !IsOpen || Of(seat).Verdict != 0 || (seat.Group is { } group ? Of(group).Verdict != 0 || IsOver(group.Host) : Result() != 0);

    public List<string> Waiting() => [.. Seats.Where(IsTurn).Select(s => s.Delegate ?? s.Holder).Concat(IsOpen ? Escalated : []).Distinct()];

    private bool IsCalled(RefSeat seat)
    {
        if (Of(seat).Verdict != 0) return false;
        if (seat.Group is not { } group) return Result() == 0 && (Mode != "Sequence" || IsNext(seat, Seats.Where(s => s.Group is null)));
        if (Of(group).Verdict != 0 || (group.Method == 's' && !IsNext(seat, group.Members))) return false;
        return (group.Place != 'a' || group.Host.Vote == 1) && IsCalled(group.Host);
    }

    private bool IsNext(RefSeat seat, IEnumerable<RefSeat> row) => Live(row).First(s => Of(s).Verdict == 0) == seat;

    private bool Enough(int yes, int total) => Share is { } share ? yes * 100m >= share * total : yes > total - yes;

    private static List<RefSeat> Live(IEnumerable<RefSeat> seats) => [.. seats.Where(s => !s.IsRemoved)];

    private static (int, int) All(List<(int Verdict, int When)> parts)
    {
        var refused = parts.Where(p => p.Verdict < 0).ToList();
        if (refused.Count > 0) return (-1, refused.Min(p => p.When));
        return parts.Exists(p => p.Verdict == 0) ? (0, 0) : (1, parts.Count == 0 ? 0 : parts.Max(p => p.When));
    }
}
