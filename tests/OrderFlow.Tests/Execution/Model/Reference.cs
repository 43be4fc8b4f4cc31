using OrderFlow.Engine.Definitions;

namespace OrderFlow.Tests.Execution.Model;

/// <summary>
/// The rules in their plainest form, for comparison with the engine: tokens in a list, a queue, everything else looked up anew
/// each time. It knows no state format, journal, effects or time.
/// </summary>
internal sealed class Reference(Case sample, int limit)
{
    private readonly Dictionary<string, Drawing> drawings = sample.Root.All.Where(s => s.Kind == StepKind.Chart).ToDictionary(s => s.Name, s => new Drawing(s));
    private readonly List<(Token? Owner, Step Step, Token? Again)> queue = [];
    private int begun;

    /// <summary>All runs, the oldest first.</summary>
    public List<Token> Tokens { get; } = [];

    public List<Trouble> Troubles { get; } = [];

    /// <summary>The steps that began since <see cref="Settle"/> was called last.</summary>
    public List<string> Begun { get; } = [];

    public bool IsFinished { get; private set; }
    public bool IsHeld { get; set; }
    public bool IsMended { get; set; }

    public bool IsFaulted => !IsFinished && !sample.Continues && Troubles.Count > 0;

    /// <summary>Begins the instance; its first burst has one activity more, the workflow itself.</summary>
    public void Start()
    {
        begun = 1;
        Schedule(null, sample.Root);
    }

    public void Schedule(Token? owner, Step step) => queue.Add((owner, step, null));

    /// <summary>Works off the queue, first in first out, up to the limit; what is left waits for the next burst.</summary>
    /// <param name="isResting">The queue is left as it is.</param>
    public void Settle(bool isResting)
    {
        Begun.Clear();
        if (isResting) return;
        Troubles.RemoveAll(t => t.IsLimit);
        for (; queue.Count > 0; begun++)
        {
            if (begun >= limit)
            {
                Troubles.Add(new Trouble(new Token(queue[0].Step, null), null) { IsLimit = true });
                break;
            }

            var (owner, step, again) = queue[0];
            queue.RemoveAt(0);
            var token = again ?? Add(new Token(step, owner));
            if (again is null && owner?.Step.Kind == StepKind.Chart && RuleOf(step) == Rule.First)
            {
                GiveUp(owner, at => at.Name != step.Name && On(owner).Reaches(at.Name, step.Name), w => w.To != step.Name && On(owner).Reaches(w.To, step.Name));
                FireJoins(owner, []);
            }

            Begun.Add(step.Name);
            Begin(token);
        }

        begun = 0;
    }

    private void Begin(Token token)
    {
        switch (token.Step.Kind)
        {
            case StepKind.Line or StepKind.Join or StepKind.End:
                Complete(token, "Done");
                break;
            case StepKind.Decision:
                Complete(token, token.Step.Flag ? "True" : "False");
                break;
            case StepKind.Split:
                Complete(token, [.. token.Step.Ports.Take(token.Step.Count)]);
                break;
            case StepKind.Flaky:
                if (IsMended) Complete(token, "Done");
                else Fail(token);
                break;
            case StepKind.Event or StepKind.Delay or StepKind.Task:
                token.IsOpen = true;
                if (token.Step.Kind == StepKind.Delay) token.Deadlines.Add("Time");
                if (token.Step is { Kind: StepKind.Task, Mode: not null }) token.Deadlines.AddRange(["Due", "Reminder"]);
                break;
            case StepKind.Return:
                GoBack(token);
                break;
            case StepKind.Chart:
                if (token.Step.Children.Count > 0) Schedule(token, token.Step.Children[0]);
                else Complete(token, "Done");
                break;
            case StepKind.Sequence or StepKind.Rounds:
                Continue(token);
                break;
            case StepKind.Fork:
                foreach (var child in token.Step.Children) Schedule(token, child);
                break;
            case StepKind.Each:
                for (var i = 0; i < token.Step.Count; i++) Schedule(token, token.Step.Children[0]);
                break;
        }
    }

    /// <summary>Ends a run and whatever is below it; its owner goes on. No outcome: it was cancelled.</summary>
    public void Complete(Token token, params string[] outcomes)
    {
        Remove(token);
        if (token.Owner is { } owner) ChildEnded(owner, token.Step, outcomes);
        else if (Tokens.Count == 0 && queue.Count == 0) End();
    }

    public void End()
    {
        (IsFinished, IsHeld) = (true, false);
        Tokens.Clear();
        Troubles.Clear();
        queue.Clear();
    }

    private void ChildEnded(Token owner, Step child, string[] outcomes)
    {
        var isLast = !Tokens.Exists(t => t.Owner == owner) && !queue.Exists(q => q.Owner == owner);
        switch (owner.Step.Kind)
        {
            case StepKind.Chart:
                Follow(owner, child, outcomes);
                break;
            case StepKind.Sequence when child.IsTerminal && outcomes.Length > 0:
                Complete(owner, "Done");
                break;
            case StepKind.Sequence or StepKind.Rounds when isLast:
                Continue(owner);
                break;
            case StepKind.Fork when isLast || (owner.Step.Flag && outcomes.Length > 0):
            case StepKind.Each when isLast:
                Complete(owner, "Done");
                break;
        }
    }

    private void Continue(Token token)
    {
        var isSequence = token.Step.Kind == StepKind.Sequence;
        if (token.Next >= (isSequence ? token.Step.Children.Count : token.Step.Count)) Complete(token, "Done");
        else Schedule(token, token.Step.Children[isSequence ? token.Next : 0]);
        token.Next++;
    }

    private void Follow(Token chart, Step child, string[] outcomes)
    {
        if (child.IsTerminal && outcomes.Length > 0)
        {
            Complete(chart, "Done");
            return;
        }

        var wires = chart.Step.Wires.Where(w => w.From == child.Name).ToList();
        foreach (var wire in wires)
        {
            if (outcomes.Contains(wire.Port)) Deliver(chart, wire);
            FireJoins(chart, [.. wires.SkipWhile(w => w != wire).Skip(1)]);
        }

        if (wires.Count == 0) FireJoins(chart, []);
        if (Tokens.Exists(t => t.Owner == chart) || queue.Exists(q => q.Owner == chart) || chart.Waiting.Count > 0) return;
        Complete(chart, "Done");
    }

    private void Deliver(Token chart, Wire wire)
    {
        var target = chart.Step.Children.First(c => c.Name == wire.To);
        var waits = RuleOf(target) switch
        {
            Rule.Active => On(chart).IsForward(wire) && On(chart).IsJoin(wire.To),
            Rule.Forward => On(chart).IsForward(wire),
            Rule.Inbound => true,
            Rule.Each => false,
            Rule.First => false,
        };
        if (waits) chart.Waiting.Add(wire);
        else if (RuleOf(target) != Rule.First || !queue.Exists(q => q.Owner == chart && q.Step == target)) Schedule(chart, target);
    }

    /// <summary>Fires every join that nothing more can come to.</summary>
    /// <param name="undecided">Connections that may be followed in a moment.</param>
    public void FireJoins(Token chart, IReadOnlyList<Wire> undecided)
    {
        foreach (var name in On(chart).InOrder(chart.Waiting.Select(w => w.To).Distinct()).ToList())
        {
            if (undecided.Any(w => w.To == name || On(chart).Reaches(w.To, name))) continue;
            var target = chart.Step.Children.First(c => c.Name == name);
            var rule = RuleOf(target);
            // Where there are tokens: at steps that run or are due, and before joins.
            var running = Tokens.Where(t => t.Owner == chart).Select(t => t.Step.Name).Concat(queue.Where(q => q.Owner == chart).Select(q => q.Step.Name)).ToList();
            var places = running.Concat(chart.Waiting.Select(w => w.To)).Where(p => p != name).ToList();
            var missing = rule == Rule.Active ? [] : On(chart).Into(name).Where(w => (rule == Rule.Inbound || On(chart).IsForward(w)) && !chart.Waiting.Contains(w)).ToList();
            if (rule == Rule.Active ? places.Exists(p => On(chart).Reaches(p, name)) : missing.Count > 0)
            {
                var isHopeless = rule != Rule.Active && !missing.Exists(w => On(chart).IsForward(w) ? places.Exists(p => p == w.From || On(chart).Reaches(p, w.From)) : running.Count > 0);
                if (isHopeless && !Troubles.Contains(new Trouble(chart, name))) Troubles.Add(new Trouble(chart, name));
                continue;
            }

            foreach (var wire in On(chart).Into(name))
            {
                if (rule == Rule.Active) chart.Waiting.RemoveAll(w => w == wire);
                else chart.Waiting.Remove(wire);
            }

            Troubles.Remove(new Trouble(chart, name));
            Schedule(chart, target);
        }
    }

    private void GoBack(Token token)
    {
        var scope = token.Owner;
        while (scope is not null && !(scope.Step.Kind is StepKind.Chart or StepKind.Sequence && scope.Step.Children.Any(c => c.Name == token.Step.Target))) scope = scope.Owner;
        if (scope is null)
        {
            Fail(token);
            return;
        }

        // In the scope it is the whole branch with this return in it that moves.
        var branch = token;
        while (branch.Owner != scope) branch = branch.Owner!;
        Remove(branch);
        Return(scope, scope.Step.Children.First(c => c.Name == token.Step.Target), branch.Step);
    }

    /// <summary>Goes back to a child of a flowchart or sequence: what that makes obsolete is given up.</summary>
    /// <param name="mover">The branch that goes there; null: a person says so.</param>
    public void Return(Token scope, Step target, Step? mover)
    {
        if (scope.Step.Kind == StepKind.Sequence)
        {
            GiveUp(scope, _ => true, _ => true);
            scope.Next = scope.Step.Children.ToList().IndexOf(target) + 1;
            Schedule(scope, target);
            return;
        }

        var drawing = On(scope);
        bool CameFrom(string name) => name == target.Name || drawing.Reaches(target.Name, name);
        var places = Tokens.Where(t => t.Owner == scope).Select(t => t.Step.Name)
            .Concat(queue.Where(q => q.Owner == scope).Select(q => q.Step.Name)).Concat(scope.Waiting.Select(w => w.From));
        if (mover is null ? places.Any(CameFrom) : CameFrom(mover.Name)) GiveUp(scope, at => CameFrom(at.Name), w => w.To == target.Name || CameFrom(w.From));
        else GiveUp(scope, at => Again(at.Name, at.Name), w => w.To == target.Name || Again(w.From, w.To));
        Schedule(scope, target);
        FireJoins(scope, []);

        // Everything that a token at the target can come to without having to wait for the one that is there; grows until it does not.
        bool Again(string goal, string token)
        {
            List<string> found = [target.Name];
            for (var i = 0; i < found.Count; i++)
                found.AddRange(scope.Step.Wires.Where(w => w.From == found[i] && (w.To == goal || !MustWait(w, token))).Select(w => w.To).Except(found).ToList());
            return found.Contains(goal);
        }

        bool MustWait(Wire wire, string token)
        {
            var rule = RuleOf(scope.Step.Children.First(c => c.Name == wire.To));
            var waits = rule == Rule.Inbound || ((rule == Rule.Forward || (rule == Rule.Active && drawing.IsJoin(wire.To))) && drawing.IsForward(wire));
            return waits && (wire.To == token || drawing.Reaches(token, wire.To));
        }
    }

    private void GiveUp(Token owner, Func<Step, bool> at, Func<Wire, bool> before)
    {
        owner.Waiting.RemoveAll(w => before(w));
        Troubles.RemoveAll(t => t.Token == owner && t.Join is not null && !owner.Waiting.Exists(w => w.To == t.Join));
        queue.RemoveAll(q => q.Owner == owner && at(q.Step));
        foreach (var token in Tokens.Where(t => t.Owner == owner && at(t.Step)).ToList()) Remove(token);
    }

    private void Fail(Token token)
    {
        token.IsFaulted = true;
        Troubles.Add(new Trouble(token, null));
    }

    /// <summary>Begins a failed run again, or looks again at a join that nothing could fire.</summary>
    public void Retry(Trouble trouble)
    {
        Troubles.Remove(trouble);
        if (trouble.IsLimit) return;
        if (trouble.Join is not null)
        {
            FireJoins(trouble.Token, []);
            return;
        }

        trouble.Token.IsFaulted = false;
        queue.Add((trouble.Token.Owner, trouble.Token.Step, trouble.Token));
    }

    private Token Add(Token token)
    {
        Tokens.Add(token);
        return token;
    }

    private void Remove(Token token)
    {
        Tokens.RemoveAll(t => t.IsIn(token));
        queue.RemoveAll(q => (q.Owner?.IsIn(token) ?? false) || q.Again == token);
        Troubles.RemoveAll(t => t.Token.IsIn(token));
    }

    private Drawing On(Token chart) => drawings[chart.Step.Name];

    private static Rule RuleOf(Step step)
    {
        var merge = step.Merge ?? MergeMode.None;
        if (step.Kind == StepKind.Join) return step.Mode == "WaitAny" ? Rule.First : Rule.Active;
        if (step.Kind == StepKind.Return && merge is (MergeMode.None or MergeMode.Stream)) return Rule.Each;
        return merge switch
        {
            MergeMode.None or MergeMode.Stream => Rule.Active,
            MergeMode.Merge => Rule.Forward,
            MergeMode.Converge => Rule.Inbound,
            MergeMode.Cascade => Rule.Each,
            MergeMode.Race => Rule.First,
        };
    }

    private enum Rule
    {
        Active,
        Forward,
        Inbound,
        Each,
        First,
    }
}
