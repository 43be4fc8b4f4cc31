using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;

namespace OrderFlow.Tests.Approvals.Model;

/// <summary>One random approval and what random people do to it, held against the reference after every move.</summary>
internal sealed class History
{
    private static readonly string[] People = ["a", "b", "c", "d", "e", "f", "g"];
    private static readonly string[] More = ["p", "q", "r", "s", "t", "a", "b"];
    private static readonly string[] Roles = ["finance", "legal"];
    private static readonly Dictionary<string, string[]> RolesOf = new() { ["f"] = ["finance"], ["g"] = ["finance", "legal"], ["e"] = ["legal"] };

    private readonly Random chance;
    private readonly RefTask reference;
    private readonly List<string> moves = [];
    private Approval approval;
    private DateTimeOffset now = Rig.Noon;

    public History(int seed)
    {
        chance = new Random(seed);
        reference = new RefTask
        {
            Mode = Pick("All", "All", "Any", "Sequence", "Vote", "Vote"),
            GoesOn = chance.Next(4) == 0,
            Share = chance.Next(2) == 0 ? null : chance.Next(1, 101),
            Quorum = chance.Next(4),
        };
        var entries = People.Select(p => "user:" + p).Concat(Roles.Select(r => "role:" + r)).OrderBy(_ => chance.Next()).Take(chance.Next(1, 5)).ToList();
        for (var i = 0; i < entries.Count; i++)
            reference.Seats.Add(new RefSeat { Id = i + 1, Entry = entries[i], Weight = chance.Next(1, 4), Veto = reference.Mode == "Vote" && chance.Next(6) == 0 });
        if (chance.Next(6) == 0) reference.Escalated.Add("user:h");
        if (chance.Next(5) == 0) reference.Excluded.Add(Pick(People));
        approval = Turns.Settle(Built());
    }

    /// <summary>How many commands were done and refused, by action.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    public void Play(int length)
    {
        Compare("at first");
        for (var i = 0; i < length; i++)
        {
            if (!approval.IsOpen && i > length / 2) return;
            var command = Command();
            var who = Somebody(command);
            now += TimeSpan.FromMinutes(chance.Next(60));
            Make(who, command);
        }
    }

    private void Make(RefCaller who, ApprovalCommand command)
    {
        var what = $"{who.Name}{(who.For is null ? "" : "@" + who.For)}{(who.IsAdmin ? "#" : "")} {command}";
        moves.Add(what);
        var caller = new Caller(who.Name, who.Roles.ToHashSet()) { OnBehalfOf = who.For, IsAdministrator = who.IsAdmin };
        var before = approval;
        var answer = ApprovalDesk.Decide(approval, command, caller, now);
        var done = RefMoves.Make(reference, who, command);
        var name = command.Action + (done ? "" : " (refused)");
        Counts[name] = Counts.GetValueOrDefault(name) + 1;
        if (answer is ApprovalRefused refused)
        {
            Must(!done, $"{what}: refused: {refused.Refused.Message}");
            return;
        }

        Must(done, $"{what}: done, but must be refused");
        var change = (ApprovalChange)answer;
        approval = change.Approval;
        var taken = change.Effects.OfType<ActionTaken>().ToList();
        Must(taken.Count == 1 && taken[0].Action == command.Action && taken[0].By == who.Name && taken[0].OnBehalfOf == who.For, "an action is in the journal once, with who and for whom");
        Must(taken[0].Before.SequenceEqual(before.Waiting) && taken[0].After.SequenceEqual(approval.Waiting), "the journal says who could act before and after");
        if (moves.Count % 7 == 0) Must(Same(approval, Approval.FromJson(approval.ToJson())), "it comes back from JSON as it was");
        Kept(before, command);
        Compare(what);
    }

    private void Kept(Approval before, ApprovalCommand command)
    {
        Must(approval.TaskId == before.TaskId, "the id of the task never changes");
        for (var i = 0; i < before.Seats.Count; i++)
        {
            var (old, seat) = (before.Seats[i], approval.Seats[i]);
            Must(old.Id == seat.Id && seat.Id == i + 1 && old.Group == seat.Group, "the ids of seats never change");
            Must(seat.Trail.Count >= old.Trail.Count, "the trail only grows");
            if (old.Holder != seat.Holder && command.Action is not ApprovalAction.Claim) Must(seat.Trail.Count == old.Trail.Count + 1 && seat.Trail[^1].Entry == old.Holder, "the trail says whose it was");
            if (old.Decision is not null && command is not TakeBack) Must(seat.Decision == old.Decision, "nothing is decided twice");
        }
    }

    private void Compare(string what)
    {
        var waiting = reference.Waiting();
        Must(waiting.SequenceEqual(approval.Waiting), $"{what}: waits for {string.Join(",", approval.Waiting)}, expected {string.Join(",", waiting)}");
        var result = reference.IsReturned ? ApprovalResult.ReturnedOutcome : reference.Ended switch { null => null, "+" => "Approve", _ => "Reject" };
        Must(result == approval.Result?.Outcome, $"{what}: came to {approval.Result?.Outcome}, expected {result}");
        Must(!approval.IsOpen || approval.Seats.Any(s => s.State == SeatState.Active), "what is open waits for somebody");
        Must(approval.IsOpen || approval.Seats.All(s => s.State is not (SeatState.Active or SeatState.Waiting)), "what is over waits for nobody");
        foreach (var seat in reference.Seats)
        {
            var own = approval.Seats[seat.Id - 1];
            var state = seat.IsRemoved ? SeatState.Removed : seat.Vote != 0 ? SeatState.Decided : reference.IsTurn(seat) ? SeatState.Active : reference.IsOver(seat) ? SeatState.Closed : SeatState.Waiting;
            Must(own.State == state, $"{what}: seat {seat.Id} is {own.State}, expected {state}");
            Must(own.Holder == seat.Holder && own.Delegation?.To == seat.Delegate, $"{what}: seat {seat.Id} is held by {own.Holder} for {own.Delegation?.To}");
        }
    }

    private ApprovalCommand Command() => chance.Next(24) switch
    {
        < 9 => new CastDecision(chance.Next(4) == 0 ? "Reject" : chance.Next(30) == 0 ? "Maybe" : "Approve"),
        < 12 => new AddSigners([.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Pick(More))], Enum.GetValues<SignerPlace>()[chance.Next(3)], Enum.GetValues<SignerMethod>()[chance.Next(3)], chance.Next(2) == 0 ? null : AnySeat()),
        < 14 => new RemoveSigner(AnySeat()),
        14 or 15 => new TransferSeat(Pick(People)),
        16 => new HandOver(Pick(People), Pick(People)),
        17 => new DelegateSeat(Pick(People)),
        18 => new GiveOpinion { Comment = "so" },
        19 => reference.Seats.Exists(s => s.Claim is not null) && chance.Next(2) == 0 ? new ReleaseSeat() : new ClaimSeat(),
        20 or 21 => new TakeBack(),
        22 => reference.Questions.Count == 0 || chance.Next(3) == 0 ? new AskInformation(Pick(People)) { Comment = "why?" } : new GiveInformation(chance.Next(1, 3)) { Comment = "so" },
        _ => chance.Next(6) == 0 ? new ReturnTask("Previous") : new CastDecision("Approve"),
    };

    // Mostly somebody who can do it, now and then anybody, a stand-in or an administrator.
    private RefCaller Somebody(ApprovalCommand command)
    {
        var suited = command switch
        {
            TakeBack => reference.Seats.Select(s => s.Decider is null ? null : "user:" + s.Decider),
            GiveOpinion => reference.Seats.Select(s => s.Delegate),
            RemoveSigner c => reference.Seats.Where(s => s.Id == c.Seat && s.Group is not null).Select(s => "user:" + s.Group!.By),
            ReleaseSeat => reference.Seats.Select(s => s.Claim is null ? null : "user:" + s.Claim),
            GiveInformation => reference.Questions.Select(q => q.To),
            ClaimSeat => reference.Seats.Where(s => s.Entry.StartsWith("role:", StringComparison.Ordinal)).Select(s => s.Entry),
            _ => reference.Waiting(),
        };
        var people = suited.OfType<string>().ToList();
        var name = people.Count > 0 && chance.Next(4) > 0 ? people[chance.Next(people.Count)] : "user:" + Pick(People);
        var person = name.StartsWith("role:", StringComparison.Ordinal) ? (name == "role:finance" ? Pick("f", "g") : Pick("e", "g")) : name[5..];
        if (chance.Next(8) == 0) return new RefCaller(Pick(People), person, [], false);
        return new RefCaller(person, null, RolesOf.GetValueOrDefault(person, []), chance.Next(8) == 0);
    }

    private int AnySeat() => chance.Next(1, reference.Seats.Count + 2);

    private string Pick(params string[] of) => of[chance.Next(of.Length)];

    private Approval Built() => new()
    {
        TaskId = new Guid("018f0000-0000-7000-8000-0000000000aa"),
        Name = "Check",
        Rules = new ApprovalRules
        {
            Mode = Enum.Parse<ApprovalMode>(reference.Mode),
            Outcomes = ["Approve", "Reject"],
            OnRefusal = reference.GoesOn ? RefusalPolicy.GoOn : RefusalPolicy.End,
            PassShare = reference.Share,
            Quorum = reference.Quorum,
        },
        Seats = [.. reference.Seats.Select(s => new Seat { Id = s.Id, Entry = s.Entry, Weight = s.Weight, HasVeto = s.Veto })],
        Escalated = reference.Escalated,
        Excluded = [.. reference.Excluded.Select(e => new Exclusion(e, ExclusionKind.Named))],
    };

    private static bool Same(Approval one, Approval other) => one.ToJson().GetRawText() == other.ToJson().GetRawText();

    private void Must(bool holds, string promise)
    {
        if (!holds) throw new Xunit.Sdk.XunitException($"{promise}\n{reference.Mode} goes on: {reference.GoesOn}, share {reference.Share}, quorum {reference.Quorum}\n{string.Join('\n', moves)}");
    }
}
