using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>Does the moves of a case to the engine and to the reference, and compares them after each.</summary>
internal sealed class Walk
{
    private const int Limit = 80;
    private const string Stopped = "stopped at the limit";

    private static readonly WorkflowEngine Engine = new(EngineLimits.Default with { ActivitiesPerBurst = Limit });
    private static readonly string[] People = ["ann", "ben", "cem", "dora", "eve"];
    private static readonly HashSet<string> NoRoles = [];
    private static readonly HashSet<string> Director = ["director"];

    private readonly Case sample;
    private readonly CompiledWorkflow workflow;
    private readonly Reference reference;
    private readonly Invariants invariants = new();
    private readonly List<Stimulus> once = [];
    private readonly List<string> names;
    private InstanceState state;
    private byte[] stored;
    private DateTimeOffset now = Rig.Noon;

    public Walk(Case sample)
    {
        this.sample = sample;
        workflow = StepDefinition.Workflow(sample).Compiled();
        reference = new Reference(sample, Limit);
        names = [.. sample.Root.All.Select(s => s.Name)];
        state = WorkflowEngine.NewInstance(workflow, new Guid("018f0000-0000-7000-8000-000000000001"), now);
        stored = StateJson.Write(state);
    }

    /// <summary>How many stimuli were applied and refused, by name, for the statistics.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    public void Run()
    {
        reference.Start();
        Apply("start", new StartWorkflow(), true);
        foreach (var move in sample.Moves)
        {
            // What is endless mostly stays so, and grows: two stops show that it goes on where it was, more take only time.
            if (Counts.GetValueOrDefault(Stopped) > 1) return;
            Make(move);
        }
    }

    private void Make(Move move)
    {
        var bookmarks = state.Bookmarks;
        var deadlines = state.Deadlines;
        switch (move.Kind)
        {
            case MoveKind.Answer when bookmarks.Count > 0:
                Answer(bookmarks[move.Which % bookmarks.Count], move.How);
                break;
            case MoveKind.Fire when deadlines.Count > 0:
                Fire(deadlines[move.Which % deadlines.Count]);
                break;
            case MoveKind.FireEarly when deadlines.Count > 0:
                var early = deadlines[move.Which % deadlines.Count];
                if (early.DueAt > now) Apply("too early", new FireDeadline(early.Id), false);
                break;
            case MoveKind.Return:
                var target = names[move.Which % names.Count];
                Apply("return", new ReturnTo(target, null), CanMove && Return(target));
                break;
            case MoveKind.Schedule:
                var again = names[move.Which % names.Count];
                Apply("schedule", new ScheduleActivity(again), CanMove && Schedule(again));
                break;
            case MoveKind.Cancel when state.Executions.Count > 0:
                Cancel(move.Which % state.Executions.Count);
                break;
            case MoveKind.Repeat when once.Count > 0:
                Apply("repeat", once[move.Which % once.Count], false);
                break;
            case MoveKind.Hold:
                var holds = CanMove;
                if (holds) reference.IsHeld = true;
                Apply("hold", new HoldWorkflow(null), holds);
                break;
            case MoveKind.Release:
                var releases = reference.IsHeld;
                reference.IsHeld = false;
                Apply("release", new ReleaseWorkflow(), releases);
                break;
            case MoveKind.Mend:
                var mends = !reference.IsFinished;
                reference.IsMended |= mends;
                Apply("mend", new ModifyVariables(new Dictionary<string, System.Text.Json.JsonElement> { [StepDefinition.Mended] = Rig.Json("1") }), mends);
                break;
            case MoveKind.Retry:
                Retry(move);
                break;
            case MoveKind.CancelAll when move.How < 8:
                var ends = !reference.IsFinished;
                reference.End();
                Apply("cancel all", new CancelWorkflow(null), ends);
                break;
        }
    }

    private bool CanMove => !reference.IsHeld && !reference.IsFinished && !reference.IsFaulted;

    private void Answer(Bookmark bookmark, int how)
    {
        var token = reference.Tokens.Where(t => t.IsOpen).ElementAt(state.Bookmarks.OrderBy(b => b.Id).ToList().IndexOf(bookmark));
        if (bookmark.Kind == BookmarkKind.Time)
        {
            Fire(state.Deadlines.Find(d => d.BookmarkId == bookmark.Id)!);
            return;
        }

        var answered = CanMove;
        if (bookmark.Kind == BookmarkKind.Event)
        {
            if (answered) reference.Complete(token, "Done");
            Apply("event", Once(new ResumeBookmark(bookmark.Id, default), answered), answered);
            return;
        }

        // Mostly the right people: a stranger now and then, and now and then an outcome that is not offered.
        var who = People[how < 20 ? how % 5 % (token.Step.Count + (token.IsEscalated ? 1 : 0)) : how % 5];
        if (how < 20 && token.IsEscalated && how % 5 >= token.Step.Count) who = "dora";
        var outcome = how == 23 ? "Maybe" : how / 5 % 3 == 1 ? "Reject" : "Approve";
        answered = answered && Decide(token, who, outcome);
        var decision = new DecideTask(bookmark.Reference!.Value, who == "dora" ? Director : NoRoles, outcome, null, default) { Actor = who };
        Apply("decision", Once(decision, answered), answered);
    }

    private bool Decide(Token task, string who, string outcome)
    {
        var people = People.Take(task.Step.Count).ToList();
        var isDirector = task.IsEscalated && who == "dora";
        if (outcome == "Maybe" || (!people.Contains(who) && !isDirector) || task.Agreed.Contains(who)) return false;
        task.Agreed.UnionWith(isDirector ? people : [who]);
        if (!task.Step.Flag || outcome != "Approve" || task.Agreed.Count == people.Count) reference.Complete(task, outcome);
        return true;
    }

    private void Fire(PendingDeadline deadline)
    {
        now = deadline.DueAt > now ? deadline.DueAt : now;
        var token = reference.Tokens.Where(t => t.IsOpen).ElementAt(state.Bookmarks.OrderBy(b => b.Id).ToList().FindIndex(b => b.Id == deadline.BookmarkId));
        var fires = CanMove;
        if (fires)
        {
            token.Deadlines.Remove(deadline.Kind.ToString());
            if (deadline.Kind == DeadlineKind.Time) reference.Complete(token, "Done");
            else if (deadline.Kind == DeadlineKind.Due && token.Step.Mode == "Outcome") reference.Complete(token, "Reject");
            else if (deadline.Kind == DeadlineKind.Due && token.Step.Mode == "Escalate") token.IsEscalated = true;
        }

        Apply("deadline", Once(new FireDeadline(deadline.Id), fires), fires);
    }

    private bool Return(string name)
    {
        if (OwnerOf(name) is not { Step.Kind: StepKind.Chart or StepKind.Sequence } owner) return false;
        reference.Return(owner, owner.Step.Children.First(c => c.Name == name), null);
        return true;
    }

    private bool Schedule(string name)
    {
        var owner = OwnerOf(name);
        if (owner is null && name != sample.Root.Name) return false;
        reference.Schedule(owner, sample.Root.All.First(s => s.Name == name));
        return true;
    }

    // The one run of the container around a step; null: there is none, or several.
    private Token? OwnerOf(string name)
    {
        var owners = reference.Tokens.FindAll(t => t.Step.Children.Any(c => c.Name == name));
        return owners.Count == 1 ? owners[0] : null;
    }

    private void Cancel(int which)
    {
        var execution = state.Executions[which];
        var cancels = !reference.IsHeld && !reference.IsFinished && which > 0;
        if (cancels) reference.Complete(reference.Tokens[which - 1]);
        Apply("cancel", Once(new CancelActivity(execution.Id), cancels), cancels);
    }

    private void Retry(Move move)
    {
        var retries = !reference.IsHeld && !reference.IsFinished && reference.Troubles.Count > 0;
        var open = state.Incidents.FindAll(i => !i.IsResolved);
        int? which = move.How % 2 == 0 || open.Count == 0 ? null : open[move.Which % open.Count].Id;
        if (retries)
            foreach (var trouble in which is null ? reference.Troubles.ToList() : [reference.Troubles[move.Which % open.Count]]) reference.Retry(trouble);
        Apply("retry", new RetryIncident(which), retries);
    }

    // What was applied cannot be applied again.
    private Stimulus Once(Stimulus stimulus, bool isApplied)
    {
        if (isApplied) once.Add(stimulus);
        return stimulus;
    }

    private void Apply(string what, Stimulus stimulus, bool isApplied)
    {
        Counts[what + (isApplied ? "" : " (refused)")] = Counts.GetValueOrDefault(what + (isApplied ? "" : " (refused)")) + 1;
        var decision = Engine.Decide(workflow, state, stimulus, now);
        if (!StateJson.Write(state).AsSpan().SequenceEqual(stored)) throw new Differs($"{what}: the engine changed the state that it was given");
        if (decision is not Burst burst)
        {
            if (isApplied) throw new Differs($"{what}: refused: {((Refused)decision).Message}");
            return;
        }

        if (!isApplied) throw new Differs($"{what}: applied, but must be refused");
        if (state.Revision % 3 == 1) Invariants.IsRepeatable(burst, (Burst)Engine.Decide(workflow, state, stimulus, now));
        stored = burst.StoredState;
        state = StateJson.ReadState(stored);
        reference.Settle(reference.IsHeld || stimulus is ModifyVariables);
        if (reference.Troubles.Exists(t => t.IsLimit)) Counts[Stopped] = Counts.GetValueOrDefault(Stopped) + 1;
        Likeness.Check(what, sample, state, burst, reference);
        invariants.Check(what, state, burst);
    }
}

/// <summary>The engine does something else than the reference, or breaks one of its promises.</summary>
internal sealed class Differs(string message) : Exception(message);
