using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using OrderFlow.Tests.Execution.Model;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals.Model;

/// <summary>
/// Random approvals in a random flow: one before a fork, one or two in each of its branches, one after the join, which can send all
/// round again; and random people who decide, return, take back, add, transfer, hand over.
/// </summary>
internal sealed class FlowHistory
{
    private static readonly string[] People = ["a", "b", "c", "d"];
    private static readonly WorkflowEngine Engine = new(EngineLimits.Default);

    private readonly Random chance;
    private readonly CompiledWorkflow workflow;
    private readonly List<string> names = [];
    private readonly List<string> moves = [];
    private readonly EffectSum effects = new();
    private InstanceState state;
    private DateTimeOffset now = Rig.Noon;

    public FlowHistory(int seed)
    {
        chance = new Random(seed);
        workflow = Workflow(Drawn()).Compiled();
        state = WorkflowEngine.NewInstance(workflow, new Guid("018f0000-0000-7000-8000-000000000001"), now);
    }

    public Dictionary<string, int> Counts { get; } = [];

    public void Play(int length)
    {
        Apply("start", new StartWorkflow { Actor = "mia" });
        for (var i = 0; i < length && state.Status == WorkflowStatus.Running; i++)
        {
            now += TimeSpan.FromHours(chance.Next(8));
            if (state.Deadlines.Where(d => d.DueAt <= now).MinBy(d => d.DueAt) is { } due) Apply("deadline", new FireDeadline(due.Id));
            else Move();
        }

        Finish();
    }

    private void Move()
    {
        var open = Open();
        var (task, approval) = open[chance.Next(open.Count)];
        var turn = approval.Waiting[chance.Next(approval.Waiting.Count)];
        var who = chance.Next(6) == 0 ? Pick(People) : Entries.PersonOf(turn) ?? "dora/director";
        var act = chance.Next(20) switch
        {
            < 10 => Rig.Action(task, who, new CastDecision(chance.Next(5) == 0 ? "Reject" : "Approve") { Comment = "so" }),
            < 14 => Rig.Action(task, who, new ReturnTask(chance.Next(3) switch { 0 => "Previous", 1 => "Initiator", _ => names[chance.Next(names.Count)] }, chance.Next(2) == 0 ? AfterReturn.StraightBack : AfterReturn.StepByStep)),
            14 => Rig.Action(task, who, new AddSigners([Pick(People)], Enum.GetValues<SignerPlace>()[chance.Next(3)], SignerMethod.All)),
            15 => Rig.Action(task, who, new TransferSeat(Pick(People))),
            16 => Rig.Action(task, "root#", new HandOver(Pick(People), Pick(People))),
            17 => Rig.Action(task, who, new DelegateSeat(Pick(People))),
            18 => Rig.Action(task, who, new GiveOpinion { Comment = "so" }),
            _ when ApprovalHistory.Of(state).Closed is { Count: > 0 } closed && closed[^1].Approval is { Result.By: { } by } ended => Rig.Action(ended.TaskId, by, new TakeBack()),
            _ => Rig.Action(task, who, new AskInformation(Pick(People)) { Comment = "why?" }),
        };
        Apply($"{act.Actor} {act.Command.Action} at {approval.Name} {act.Command}", act);
    }

    // With goodwill everywhere it must come to its end, whatever was done before: nothing is stuck.
    private void Finish()
    {
        for (var i = 0; state.Status == WorkflowStatus.Running; i++)
        {
            Must(i < 500, "with goodwill it comes to its end");
            var (task, approval) = Open()[0];
            var seat = approval.Seats.First(s => s.State == SeatState.Active);
            var who = Entries.PersonOf(seat.Turn) ?? "dora/director";
            var act = seat.Delegation is null ? Rig.Action(task, who, new CastDecision("Approve")) : Rig.Action(task, who, new GiveOpinion { Comment = "so" });
            Must(Apply($"{who} goodwill at {approval.Name}", act), "whose turn it is can act");
        }

        var history = ApprovalHistory.Of(state);
        foreach (var name in names.Where(n => n != "revise"))
            Must(history.Find(name) is { IsAgreed: true }, $"it ended although '{name}' had not agreed: {history.Find(name)?.Approval.Result}");
    }

    private bool Apply(string what, Stimulus stimulus)
    {
        moves.Add(what);
        var name = (stimulus as ActOnTask)?.Command.Action.ToString() ?? what;
        var decision = Engine.Decide(workflow, state, stimulus, now, AssigneeTests.Company);
        Counts[name + (decision is Burst ? "" : " (refused)")] = Counts.GetValueOrDefault(name + (decision is Burst ? "" : " (refused)")) + 1;
        if (decision is not Burst burst) return false;
        var before = Open().ToDictionary(o => o.Task, o => o.Approval);
        state = StateJson.ReadState(burst.StoredState);
        Must(state.Incidents.Count == 0, $"nothing fails: {state.Incidents.FirstOrDefault()?.Message}");
        if (stimulus is ActOnTask act)
        {
            var noted = burst.Journal.Where(e => e.Event == JournalEvent.Action && e.Data.ValueKind != System.Text.Json.JsonValueKind.Undefined && e.Actor == act.Actor).ToList();
            Must(noted.Count == 1 && noted[0].Data.GetProperty("action").GetString() == act.Command.Action.ToString(), "an action is in the journal once");
        }

        effects.Add([.. burst.Effects.Where(e => e is not (RecordAction or NotifyTask { Kind: NoticeKind.Returned }))], state, Must);
        foreach (var (task, approval) in Open())
        {
            Must(approval.TaskId == task, "the id of an open task is its approval's");
            Must(approval.IsOpen && approval.Seats.Any(s => s.State == SeatState.Active), $"'{approval.Name}' waits for somebody");
            if (before.TryGetValue(task, out var old)) Must(old.Seats.Zip(approval.Seats).All(p => p.First.Id == p.Second.Id), "the ids of seats never change");
        }

        foreach (var closed in burst.Effects.OfType<CloseTask>().Where(c => c.Outcome is not null && c.Actor is not null))
            if (ApprovalHistory.Of(state).Closed.FirstOrDefault(c => c.Approval.TaskId == closed.TaskId) is { } ended && closed.Outcome != ApprovalResult.ReturnedOutcome)
                Must(Sum(ended.Approval) == (closed.Outcome == "Approve"), $"'{ended.Approval.Name}' ended with {closed.Outcome}, but its votes do not say so");
        return true;
    }

    // What the votes of an ended approval come to, by the plain words of its mode.
    private static bool Sum(Approval approval)
    {
        bool Agrees(Seat seat) => (seat.State == SeatState.Skipped || seat.Decision?.Outcome == "Approve") && approval.Groups.Where(g => g.Seat == seat.Id).All(g =>
        {
            var members = approval.Seats.Where(s => s.Group == g.Id && s.State != SeatState.Removed).ToList();
            return members.TrueForAll(Agrees);
        });
        var own = approval.Seats.Where(s => s.Group == 0 && s.State != SeatState.Removed).ToList();
        var agreed = own.Where(Agrees).Sum(s => s.Weight);
        return approval.Rules.Mode switch
        {
            ApprovalMode.Any => agreed > 0,
            ApprovalMode.Vote => agreed * 2 > own.Sum(s => s.Weight),
            ApprovalMode.All or ApprovalMode.Sequence or ApprovalMode.Random => agreed == own.Sum(s => s.Weight),
        };
    }

    private List<(Guid Task, Approval Approval)> Open() =>
        [.. state.Bookmarks.Where(b => b.Kind == BookmarkKind.Approval).Select(b => (b.Reference!.Value, ApprovalStore.Peek(state.Executions.First(e => e.Id == b.ExecutionId))!))];

    private ActivityDefinition Drawn()
    {
        var branches = chance.Next(1, 4);
        var (activities, lines) = (new List<ActivityDefinition> { Activity("Elsa.Start", "begin"), Approval("t0"), Fork("fork", [.. Enumerable.Range(0, branches).Select(i => $"B{i}")]) }, new List<string> { "begin -> t0", "t0:Approve -> fork", "t0:Reject -> t0" });
        for (var i = 0; i < branches; i++)
        {
            var (first, second) = ($"p{i}", chance.Next(2) == 0 ? $"q{i}" : null);
            activities.Add(Approval(first));
            lines.AddRange([$"fork:B{i} -> {first}", $"{first}:Reject -> back", $"{first}:Approve -> {second ?? "join"}"]);
            if (second is null) continue;
            activities.Add(Approval(second));
            lines.AddRange([$"{second}:Approve -> join", $"{second}:Reject -> back"]);
        }

        activities.AddRange([Join("join", "WaitAll"), Approval("last"), Activity("OrderFlow.Return", "back", ("Activity", "t0")), Approval("revise", "mia"), Line("end")]);
        lines.AddRange(["join -> last", "last:Approve -> end", "last:Reject -> t0", "revise:Approve -> t0", "revise:Reject -> revise"]);
        return Chart(activities, [.. lines]);
    }

    private ActivityDefinition Approval(string name, string? who = null)
    {
        names.Add(name);
        var people = who is not null ? [who] : People.OrderBy(_ => chance.Next()).Take(chance.Next(1, 4)).ToList();
        return Task(
            name, ("Users", new JsonArray([.. people.Select(p => JsonValue.Create(p))])), ("Mode", Pick("All", "Any", "Sequence", "Vote", "Random")), ("InitiatorStep", "revise"),
            ("Due", chance.Next(3) == 0 ? "1.00:00:00" : null), ("OnTimeout", "Escalate"), ("EscalateTo", "director"), ("PauseWhileAsking", chance.Next(2) == 0),
            ("OnRefusal", who is null && chance.Next(4) == 0 ? "Return" : null), ("ReturnTo", Pick("Previous", "Initiator")), ("AfterReturn", Pick("StepByStep", "StraightBack")),
            ("SameApprover", Pick("Ask", "Ask", "Skip", "SkipAdjacent")));
    }

    private string Pick(params string[] of) => of[chance.Next(of.Length)];

    private void Must(bool holds, string promise)
    {
        if (!holds) throw new Xunit.Sdk.XunitException($"{promise}\n{string.Join('\n', moves)}");
    }
}
