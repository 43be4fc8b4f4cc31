using OrderFlow.Engine.Approvals;

namespace OrderFlow.Tests.Approvals.Model;

/// <summary>What a command does to the reference. False: it must be refused, and nothing has changed.</summary>
internal static class RefMoves
{
    public static bool Make(RefTask task, RefCaller who, ApprovalCommand command)
    {
        var done = task.IsOpen && command switch
        {
            CastDecision c => Decide(task, who, c),
            AddSigners c => Add(task, who, c),
            RemoveSigner c => Remove(task, who, c),
            TransferSeat c => Transfer(task, who, c),
            HandOver c => HandOver(task, who, c),
            DelegateSeat c => Delegate(task, who, c),
            GiveOpinion => Opine(task, who),
            ClaimSeat => Claim(task, who),
            ReleaseSeat => Release(task, who),
            TakeBack => Undo(task, who),
            AskInformation c => Ask(task, who, c),
            GiveInformation c => Answer(task, who, c),
            ReturnTask => Return(task, who),
            _ => throw new InvalidOperationException($"Expected a move that the reference knows, but got {command}."),
        };
        if (done && task.IsOpen && task.Result() is not 0 and var result) task.Ended = result > 0 ? "+" : "-";
        return done;
    }

    public static List<RefSeat> Mine(RefTask task, RefCaller who)
    {
        var isEscalated = task.Escalated.Exists(who.Is);
        return task.Seats.FindAll(s => task.IsTurn(s) && (isEscalated || (s.Delegate is null && who.Is(s.Holder))));
    }

    private static bool MayDecide(RefTask task, RefCaller who) => !task.Excluded.Contains(who.Person) && !task.Excluded.Contains(who.Name) && Mine(task, who).Count > 0;

    private static bool Decide(RefTask task, RefCaller who, CastDecision decide)
    {
        if (!MayDecide(task, who) || decide.Outcome is not ("Approve" or "Reject")) return false;
        foreach (var seat in Mine(task, who))
            (seat.Vote, seat.Decider, seat.Number, seat.Delegate) = (decide.Outcome == "Approve" ? 1 : -1, who.Person, ++task.LastNumber, null);
        return true;
    }

    private static bool Add(RefTask task, RefCaller who, AddSigners add)
    {
        var mine = Mine(task, who).FindAll(s => add.Seat is null || s.Id == add.Seat);
        if (!MayDecide(task, who) || mine.Count != 1 || mine[0].Level >= 3) return false;
        if (add.People.Distinct().Count() < add.People.Count || add.People.Any(p => task.Excluded.Contains(p) || task.Seats.Exists(s => s.Holder == "user:" + p && s.Vote == 0 && !s.IsRemoved && !task.IsOver(s)))) return false;
        var group = new RefGroup { Host = mine[0], Place = char.ToLowerInvariant(add.Place.ToString()[0]), Method = add.Method.ToString()[^1], By = who.Person };
        // "All" ends in l, "Any" in y, "Sequence" in e.
        if (group.Method == 'e') group = new RefGroup { Host = mine[0], Place = group.Place, Method = 's', By = who.Person };
        mine[0].Groups.Add(group);
        foreach (var person in add.People)
        {
            var seat = new RefSeat { Id = task.Seats.Count + 1, Entry = "user:" + person, Group = group };
            task.Seats.Add(seat);
            group.Members.Add(seat);
        }

        return true;
    }

    private static bool Remove(RefTask task, RefCaller who, RemoveSigner remove)
    {
        if (task.Seats.Find(s => s.Id == remove.Seat) is not { Vote: 0, IsRemoved: false } seat || task.IsOver(seat)) return false;
        if (!who.IsAdmin && seat.Group?.By != who.Person) return false;
        if (seat.Group is null && task.Seats.Count(s => s.Group is null && !s.IsRemoved) == 1) return false;
        TakeOut(seat);
        return true;
    }

    private static void TakeOut(RefSeat seat)
    {
        (seat.IsRemoved, seat.Delegate) = (true, null);
        foreach (var below in seat.Groups.SelectMany(g => g.Members).Where(m => !m.IsRemoved)) TakeOut(below);
    }

    private static bool Transfer(RefTask task, RefCaller who, TransferSeat transfer)
    {
        var mine = task.Seats.FindAll(s => s.Vote == 0 && !s.IsRemoved && !task.IsOver(s) && who.Is(s.Holder));
        if (mine.Count == 0 || task.Excluded.Contains(transfer.To) || mine.Exists(s => s.Holder == "user:" + transfer.To)) return false;
        foreach (var seat in mine) (seat.Entry, seat.Claim, seat.Delegate) = ("user:" + transfer.To, null, null);
        return true;
    }

    private static bool HandOver(RefTask task, RefCaller who, HandOver hand)
    {
        var (from, to) = ("user:" + hand.From, "user:" + hand.To);
        if ((!who.IsAdmin && !who.Is(from)) || from == to || task.Excluded.Contains(hand.To)) return false;
        var seats = task.Seats.FindAll(s => s.Vote == 0 && !s.IsRemoved && s.Holder == from);
        var delegated = task.Seats.FindAll(s => s.Delegate == from);
        var asked = task.Questions.FindAll(q => q.IsOpen && q.To == from);
        if (seats.Count + delegated.Count + asked.Count == 0 && !task.Escalated.Contains(from)) return false;
        foreach (var seat in seats) (seat.Entry, seat.Claim, seat.Delegate) = (to, null, seat.Delegate == to ? null : seat.Delegate);
        foreach (var seat in delegated) seat.Delegate = seat.Holder == to ? null : to;
        task.Escalated = [.. task.Escalated.Select(e => e == from ? to : e).Distinct()];
        for (var i = 0; i < task.Questions.Count; i++)
            if (asked.Contains(task.Questions[i])) task.Questions[i] = task.Questions[i] with { To = to };
        return true;
    }

    private static bool Delegate(RefTask task, RefCaller who, DelegateSeat delegation)
    {
        var mine = task.Seats.FindAll(s => task.IsTurn(s) && s.Delegate is null && who.Is(s.Holder));
        if (!MayDecide(task, who) || mine.Count == 0 || who.Person == delegation.To) return false;
        foreach (var seat in mine) seat.Delegate = "user:" + delegation.To;
        return true;
    }

    private static bool Opine(RefTask task, RefCaller who)
    {
        var asked = task.Seats.FindAll(s => task.IsTurn(s) && s.Delegate is { } to && who.Is(to));
        foreach (var seat in asked) seat.Delegate = null;
        return asked.Count > 0;
    }

    private static bool Claim(RefTask task, RefCaller who)
    {
        if (task.Excluded.Contains(who.Person) || task.Excluded.Contains(who.Name)) return false;
        var free = task.Seats.FindAll(s => task.IsTurn(s) && s is { Claim: null, Delegate: null } && s.Entry.StartsWith("role:", StringComparison.Ordinal) && who.Is(s.Entry));
        foreach (var seat in free) seat.Claim = who.Person;
        return free.Count > 0;
    }

    private static bool Release(RefTask task, RefCaller who)
    {
        var mine = task.Seats.FindAll(s => s is { Vote: 0, IsRemoved: false } && s.Claim == who.Person);
        foreach (var seat in mine) (seat.Claim, seat.Delegate) = (null, null);
        return mine.Count > 0;
    }

    private static bool Undo(RefTask task, RefCaller who)
    {
        var delegated = task.Seats.FindAll(s => task.IsTurn(s) && s.Delegate is not null && who.Is(s.Holder));
        foreach (var seat in delegated) seat.Delegate = null;
        if (delegated.Count > 0) return true;

        var mine = task.Seats.FindAll(s => s.Vote != 0 && !s.IsRemoved && s.Decider == who.Person);
        if (mine.Count == 0) return false;
        var votes = mine.ConvertAll(s => s.Vote);
        foreach (var seat in mine) seat.Vote = 0;
        // Each later decision must have been possible without those that are taken back.
        foreach (var later in task.Seats.FindAll(s => s.Vote != 0 && !s.IsRemoved && s.Number > mine.Min(m => m.Number)))
        {
            var vote = later.Vote;
            later.Vote = 0;
            var couldBe = task.IsTurn(later);
            later.Vote = vote;
            if (couldBe) continue;
            for (var i = 0; i < mine.Count; i++) mine[i].Vote = votes[i];
            return false;
        }

        foreach (var seat in mine) (seat.Decider, seat.Number) = (null, 0);
        return true;
    }

    private static bool Ask(RefTask task, RefCaller who, AskInformation ask)
    {
        if (!MayDecide(task, who) || who.Person == ask.To) return false;
        task.Questions.Add((who.Person, "user:" + ask.To, true));
        return true;
    }

    private static bool Answer(RefTask task, RefCaller who, GiveInformation answer)
    {
        if (answer.Inquiry > task.Questions.Count || task.Questions[answer.Inquiry - 1] is not { IsOpen: true } question) return false;
        if (!who.IsAdmin && !who.Is(question.To) && question.By != who.Person) return false;
        task.Questions[answer.Inquiry - 1] = question with { IsOpen = false };
        return true;
    }

    private static bool Return(RefTask task, RefCaller who)
    {
        if (!MayDecide(task, who)) return false;
        return task.IsReturned = true;
    }
}
