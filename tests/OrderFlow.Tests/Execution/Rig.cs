using System.Text.Json;
using OrderFlow.Engine.Approvals;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Execution;

/// <summary>One instance driven by hand. The state goes through JSON between bursts, as in the store.</summary>
internal sealed class Rig
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly WorkflowEngine engine;
    private readonly CompiledWorkflow workflow;

    /// <param name="used">The workflows that it uses as activities.</param>
    public Rig(WorkflowDefinition definition, EngineLimits? limits = null, params WorkflowDefinition[] used)
    {
        engine = new WorkflowEngine(limits ?? EngineLimits.Default);
        workflow = definition.Compiled(used);
        State = WorkflowEngine.NewInstance(workflow, new Guid("018f0000-0000-7000-8000-000000000001"), Noon);
    }

    public InstanceState State { get; private set; }
    public DateTimeOffset Now { get; set; } = Noon;
    public CompiledWorkflow Workflow => workflow;
    public WorkflowEngine Engine => engine;

    /// <summary>Who works under whom; nobody is known unless a test says so.</summary>
    public Organisation Organisation { get; set; } = Organisation.None;

    public List<JournalEntry> Journal { get; } = [];
    public List<Effect> Effects { get; } = [];
    public IReadOnlyList<Effect> LastEffects { get; private set; } = [];

    /// <summary>What WriteLine wrote, in order.</summary>
    public string Lines => string.Join(" ", Journal.Where(e => e.Event == JournalEvent.Note && workflow.Find(e.ActivityId)!.Definition.Type == "Elsa.WriteLine").Select(e => e.Message));

    /// <summary>Names of the events waited for, and ids of the activities with open tasks.</summary>
    public string Waiting => string.Join(" ", State.Bookmarks.Select(b => b.Key ?? b.ActivityId));

    public static Rig Started(ActivityDefinition root, params (string Name, string Type, System.Text.Json.Nodes.JsonNode? Value)[] variables)
    {
        var rig = new Rig(Flow.Workflow(root, variables));
        rig.Start();
        return rig;
    }

    public Rig Start(StartWorkflow? start = null) => Apply(start ?? new StartWorkflow());

    public Rig Send(string eventName, object? payload = null) =>
        Apply(new ResumeBookmark(State.Bookmarks.First(b => b.Key == eventName).Id, payload is null ? default : Flow.Json(payload)));

    public Rig Decide(string task, string outcome, string actor = "ann", params string[] roles) => Apply(Decision(task, outcome, actor, roles));

    public Refused Refuse(Stimulus stimulus) => engine.Decide(workflow, State, stimulus, Now, Organisation).ShouldBeOfType<Refused>();

    public DecideTask Decision(string task, string outcome, string actor = "ann", params string[] roles) =>
        new(TaskOf(task), roles.ToHashSet(), outcome, null, default) { Actor = actor };

    /// <summary>What somebody does to a task; "fay/finance" has a role, "ben@ann" stands in for ann.</summary>
    public Rig Act(string task, string who, ApprovalCommand command) => Apply(Action(TaskOf(task), who, command));

    public static ActOnTask Action(Guid task, string who, ApprovalCommand command)
    {
        var caller = Approvals.Desk.By(who);
        return new ActOnTask(task, command, caller.Roles) { Actor = caller.Name, OnBehalfOf = caller.OnBehalfOf, IsAdministrator = caller.IsAdministrator };
    }

    /// <summary>The open approval of an activity.</summary>
    public Approval Approval(string activity) =>
        Engine.LookAt(workflow, State, TaskOf(activity), Approvals.Desk.By("root#"), Now)!.Approval;

    public Guid TaskOf(string activity) => State.Bookmarks.First(b => b.Kind == BookmarkKind.Approval && b.ActivityId == activity).Reference!.Value;

    /// <summary>Moves the clock and fires what is due, the earliest first.</summary>
    public Rig Wait(TimeSpan time)
    {
        var until = Now + time;
        while (State.Deadlines.Where(d => d.DueAt <= until).MinBy(d => d.DueAt) is { } next)
        {
            Now = next.DueAt;
            Apply(new FireDeadline(next.Id));
        }

        Now = until;
        return this;
    }

    public Rig Apply(Stimulus stimulus)
    {
        var before = StateJson.Write(State);
        var burst = engine.Decide(workflow, State, stimulus, Now, Organisation) switch
        {
            Burst b => b,
            Refused r => throw new InvalidOperationException($"Refused: {r.Kind} {r.Message}"),
            _ => throw new InvalidOperationException(),
        };
        StateJson.Write(State).ShouldBe(before, "the engine must not change the state that it is given");
        State = StateJson.ReadState(burst.StoredState);
        Journal.AddRange(StateJson.ReadJournal(StateJson.Write(burst.Journal)));
        Effects.AddRange(burst.Effects);
        LastEffects = burst.Effects;
        return this;
    }

    public T Effect<T>() where T : Effect => Effects.OfType<T>().ShouldHaveSingleItem();

    public static JsonElement Json(object? value) => Flow.Json(value);
}
