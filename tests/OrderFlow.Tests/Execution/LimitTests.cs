using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

/// <summary>A burst that is stopped at the limit of activities, and how it goes on.</summary>
public class LimitTests
{
    [Fact]
    public void A_retry_goes_on_where_the_stop_was()
    {
        var rig = new Rig(Workflow(Sequence("s", Activity("Elsa.For", "for", ("Start", 1), ("End", 30)).With("Body", Line("w").Js("Text", "getVariable('CurrentValue')")), Line("after"))), Ten);
        rig.Start();

        for (var stops = 0; rig.State.SubStatus == WorkflowSubStatus.Faulted && stops < 9; stops++) rig.Apply(new RetryIncident(null));

        rig.Lines.ShouldBe(string.Join(" ", Enumerable.Range(1, 30)) + " after");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Setting_a_variable_does_not_go_on_but_lets_the_retry_come_to_its_end()
    {
        var rig = Endless(IncidentStrategy.Fault);
        var lines = rig.Lines;

        rig.Apply(new ModifyVariables(new Dictionary<string, System.Text.Json.JsonElement> { ["go"] = Rig.Json(false) }));

        rig.Lines.ShouldBe(lines);
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        rig.State.Incidents.ShouldHaveSingleItem();
        rig.Apply(new RetryIncident(1)).Lines.ShouldEndWith(" after");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Holding_the_instance_does_not_go_on()
    {
        var rig = Endless(IncidentStrategy.ContinueWithIncidents);
        var lines = rig.Lines;

        rig.Apply(new HoldWorkflow("look into it")).Lines.ShouldBe(lines);
        rig.Apply(new ReleaseWorkflow()).Lines.ShouldNotBe(lines);
    }

    [Fact]
    public void Cancelling_the_loop_ends_the_stop_with_it()
    {
        var rig = Endless(IncidentStrategy.Fault);

        rig.Apply(new CancelActivity(rig.State.Executions.Find(e => e.ActivityId == "w")!.Id));

        rig.Lines.ShouldEndWith(" after");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void What_is_due_to_be_retried_behind_the_stop_is_not_stuck()
    {
        var rig = new Rig(Workflow(Chart([Fork("f", "A", "B"), Loop(), Script("bad", "if (!getVariable('ok')) throw new Error('not yet')")], "f:A -> w", "f:B -> bad"), ("go", "Boolean", "true"), ("ok", "Boolean", null)), Ten);
        rig.Start();

        rig.Apply(new RetryIncident(null));

        rig.State.Incidents.Where(i => !i.IsResolved).Select(i => i.Type).ShouldNotContain("Stuck");
    }

    private static readonly EngineLimits Ten = EngineLimits.Default with { ActivitiesPerBurst = 10 };

    private static Rig Endless(IncidentStrategy strategy) =>
        new Rig(Workflow(Sequence("s", Loop(), Line("after")), ("go", "Boolean", "true")) with { Options = new DefinitionOptions { Incidents = strategy } }, Ten).Start();

    private static ActivityDefinition Loop() => Activity("Elsa.While", "w").Js("Condition", "getVariable('go')").With("Body", Line("x"));
}
