using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Approvals;

/// <summary>What the decisions come to: of a seat with its added signers, of a group, of the task. Nothing but arithmetic.</summary>
internal sealed class Tally
{
    private readonly ApprovalRules rules;
    private readonly ILookup<int, Seat> members;
    private readonly ILookup<int, SignerGroup> groups;

    public Tally(Approval approval)
    {
        rules = approval.Rules;
        members = approval.Seats.Where(s => s.State != SeatState.Removed).ToLookup(s => s.Group);
        groups = approval.Groups.ToLookup(g => g.Seat);
    }

    /// <summary>The seats of a group that count; 0: the task's own.</summary>
    public IEnumerable<Seat> MembersOf(int group) => members[group];

    public IEnumerable<SignerGroup> GroupsOf(Seat seat, SignerPlace place) => groups[seat.Id].Where(g => g.Place == place);

    /// <summary>Of the holder alone.</summary>
    public Verdict Own(Seat seat)
    {
        if (seat.State == SeatState.Skipped) return new Verdict(Standing.Agreed, rules.Outcomes[0], 0);
        if (seat.Decision is not { } decision) return Verdict.Open;
        return new Verdict(rules.Agrees(decision.Outcome) ? Standing.Agreed : Standing.Refused, decision.Outcome, decision.Number);
    }

    /// <summary>Of the holder and all who were added: one refusal refuses, and all must agree.</summary>
    public Verdict Of(Seat seat) => groups[seat.Id].Any() ? Together([Own(seat), .. groups[seat.Id].Select(Of)]) : Own(seat);

    public Verdict Of(SignerGroup group)
    {
        var verdicts = members[group.Id].Select(Of).ToList();
        return group.Method == SignerMethod.Any && verdicts.Count > 0 ? First(verdicts) : Together(verdicts);
    }

    /// <summary>Of the task: open until no further decision could change it, or until all were asked where a refusal goes on.</summary>
    public Verdict Result()
    {
        var verdicts = members[0].Select(s => (Seat: s, Verdict: Of(s))).ToList();
        var goesOn = rules.OnRefusal == RefusalPolicy.GoOn;
        var all = verdicts.Select(v => v.Verdict).ToList();
        var result = rules.Mode switch
        {
            ApprovalMode.All or ApprovalMode.Sequence or ApprovalMode.Random => Together(all),
            ApprovalMode.Any when goesOn => AnyAgreeing(all),
            ApprovalMode.Any => First(all),
            ApprovalMode.Vote => Vote(verdicts),
        };
        return result.Standing == Standing.Refused && goesOn && all.Exists(v => v.Standing == Standing.Open) ? Verdict.Open : result;
    }

    /// <summary>Of the votes that were cast by now, the others not counted: for a deadline.</summary>
    /// <returns>Refused also where too few have voted.</returns>
    public Verdict Count()
    {
        var cast = members[0].Select(s => (Seat: s, Verdict: Of(s))).Where(v => v.Verdict.Standing != Standing.Open).ToList();
        var refusal = rules.Outcomes[^1] == rules.Outcomes[0] ? rules.Outcomes[0] : rules.Outcomes[1];
        if (cast.Count == 0 || cast.Count < rules.Quorum) return new Verdict(Standing.Refused, refusal, 0);
        var agreed = cast.Where(v => v.Verdict.Standing == Standing.Agreed).Sum(v => v.Seat.Weight);
        return Passes(agreed, cast.Sum(v => v.Seat.Weight)) && !cast.Exists(IsVeto)
            ? new Verdict(Standing.Agreed, rules.Outcomes[0], cast.Max(v => v.Verdict.Number))
            : cast.Exists(v => v.Verdict.Standing == Standing.Refused) ? Heaviest(cast) : new Verdict(Standing.Refused, refusal, 0);
    }

    private Verdict Vote(List<(Seat Seat, Verdict Verdict)> verdicts)
    {
        if (verdicts.Find(IsVeto) is { Seat: not null } veto) return veto.Verdict;
        var total = verdicts.Sum(v => v.Seat.Weight);
        var agreed = verdicts.Where(v => v.Verdict.Standing == Standing.Agreed).Sum(v => v.Seat.Weight);
        var open = verdicts.FindAll(v => v.Verdict.Standing == Standing.Open);
        if (!Passes(agreed + open.Sum(v => v.Seat.Weight), total)) return Heaviest(verdicts);
        // Whoever has a veto may still use it.
        return Passes(agreed, total) && !open.Exists(v => v.Seat.HasVeto) && verdicts.Count - open.Count >= Math.Min(rules.Quorum, verdicts.Count)
            ? new Verdict(Standing.Agreed, rules.Outcomes[0], verdicts.Max(v => v.Verdict.Number))
            : Verdict.Open;
    }

    private bool Passes(int agreed, int total) => rules.PassShare is { } share ? agreed * 100m >= share * total : agreed * 2 > total;

    private static bool IsVeto((Seat Seat, Verdict Verdict) vote) => vote.Seat.HasVeto && vote.Verdict.Standing == Standing.Refused;

    // The refusing outcome with the most weight; of equal ones the one offered first.
    private Verdict Heaviest(List<(Seat Seat, Verdict Verdict)> verdicts)
    {
        var refusals = verdicts.Where(v => v.Verdict.Standing == Standing.Refused).ToList();
        var heaviest = refusals.GroupBy(v => v.Verdict.Outcome!).OrderByDescending(g => g.Sum(v => v.Seat.Weight)).ThenBy(g => rules.Outcomes.ToList().IndexOf(g.Key)).First();
        return new Verdict(Standing.Refused, heaviest.Key, refusals.Max(v => v.Verdict.Number));
    }

    // One refusal refuses, the first of several; nobody left to ask agrees.
    private Verdict Together(List<Verdict> parts)
    {
        if (parts.Exists(p => p.Standing == Standing.Refused)) return parts.Where(p => p.Standing == Standing.Refused).MinBy(p => p.Number);
        if (parts.Exists(p => p.Standing == Standing.Open)) return Verdict.Open;
        return new Verdict(Standing.Agreed, rules.Outcomes[0], parts.Count == 0 ? 0 : parts.Max(p => p.Number));
    }

    private static Verdict First(List<Verdict> parts) =>
        parts.Exists(p => p.Standing != Standing.Open) ? parts.Where(p => p.Standing != Standing.Open).MinBy(p => p.Number) : Verdict.Open;

    private static Verdict AnyAgreeing(List<Verdict> parts) => parts.Exists(p => p.Standing == Standing.Agreed)
        ? parts.Where(p => p.Standing == Standing.Agreed).MinBy(p => p.Number)
        : parts.Exists(p => p.Standing == Standing.Open) ? Verdict.Open : parts.MinBy(p => p.Number);
}

/// <summary>What has come of something that is decided.</summary>
/// <param name="Outcome">Null: open.</param>
/// <param name="Number">Of the decision that made it so; 0: none did.</param>
internal readonly record struct Verdict(Standing Standing, string? Outcome, int Number)
{
    public static Verdict Open => default;
}

internal enum Standing
{
    Open,
    Agreed,
    Refused,
}
