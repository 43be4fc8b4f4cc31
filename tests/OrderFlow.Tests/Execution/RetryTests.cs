using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

/// <summary>Incidents in branches, and what follows when they are retried or given up.</summary>
public class RetryTests
{
    [Theory]
    [InlineData(IncidentStrategy.Fault)]
    [InlineData(IncidentStrategy.ContinueWithIncidents)]
    public void One_incident_is_retried_and_the_join_still_waits_for_the_other(IncidentStrategy strategy)
    {
        var rig = TwoFailures(strategy);
        Mend(rig, "a");

        rig.Apply(new RetryIncident(1));

        rig.Lines.ShouldBe("");
        rig.State.Incidents.Where(i => !i.IsResolved).ShouldHaveSingleItem().ActivityId.ShouldBe("b");
        Mend(rig, "b");
        rig.Apply(new RetryIncident(null)).Lines.ShouldBe("end");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData(IncidentStrategy.Fault)]
    [InlineData(IncidentStrategy.ContinueWithIncidents)]
    public void All_incidents_are_retried_at_once_each_one_time(IncidentStrategy strategy)
    {
        var rig = TwoFailures(strategy);
        Mend(rig, "a", "b");

        rig.Apply(new RetryIncident(null));

        rig.Lines.ShouldBe("end");
        rig.Journal.Where(e => e.ActivityId == "a").Select(e => e.Event).ShouldBe([JournalEvent.Started, JournalEvent.Faulted, JournalEvent.Started, JournalEvent.Completed]);
        rig.State.Incidents.ShouldAllBe(i => i.IsResolved);
    }

    [Fact]
    public void What_fails_again_is_another_incident()
    {
        var rig = TwoFailures(IncidentStrategy.Fault);

        rig.Apply(new RetryIncident(1));

        rig.State.Incidents.Where(i => !i.IsResolved).Select(i => (i.Id, i.ActivityId)).ShouldBe([(2, "b"), (3, "a")]);
    }

    [Fact]
    public void Giving_up_the_failed_branches_lets_a_faulted_instance_go_on()
    {
        var rig = TwoFailures(IncidentStrategy.Fault);

        foreach (var incident in rig.State.Incidents.ToList()) rig.Apply(new CancelActivity(incident.ExecutionId));

        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void A_round_that_failed_is_run_again_and_the_loop_goes_on_from_there()
    {
        var body = Sequence("body", Failing("a", "getVariable('CurrentValue') == 2"), Line("w").Js("Text", "getVariable('CurrentValue')"));
        var rig = Rig.Started(Sequence("s", Activity("Elsa.For", "for", ("Start", 1), ("End", 3)).With("Body", body), Line("end")), ("mended-a", "Boolean", "false"));
        rig.Lines.ShouldBe("1");
        Mend(rig, "a");

        rig.Apply(new RetryIncident(null)).Lines.ShouldBe("1 2 3 end");
    }

    [Fact]
    public void A_loop_whose_condition_failed_asks_it_again()
    {
        var rig = Rig.Started(
            Sequence("s", Activity("Elsa.While", "w").Js("Condition", "if (getVariable('n') == 1 && !getVariable('mended-a')) throw new Error('no'); getVariable('n') < 2").With("Body", Sequence("b", Script("inc", "setVariable('n', getVariable('n') + 1)"), Line("x"))), Line("end")),
            ("n", "Int32", "0"), ("mended-a", "Boolean", "false"));
        rig.Lines.ShouldBe("x");
        Mend(rig, "a");

        rig.Apply(new RetryIncident(null)).Lines.ShouldBe("x x end");
    }

    [Fact]
    public void Who_wins_a_race_gives_up_what_has_failed_in_it()
    {
        var rig = new Rig(With(
            IncidentStrategy.ContinueWithIncidents,
            Chart([Fork("f", "A", "B"), Failing("a"), Event("x"), Join("j", "WaitAny"), Line("end")], "f:A -> a", "f:B -> x", "a -> j", "x -> j", "j -> end")));

        rig.Start().Send("x");

        rig.Lines.ShouldBe("end");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        rig.State.Incidents.ShouldHaveSingleItem().IsResolved.ShouldBeTrue();
    }

    [Fact]
    public void What_failed_before_it_could_begin_is_begun_by_the_retry()
    {
        var rig = Rig.Started(Sequence("s", Line("w").Js("Text", "if (!getVariable('mended-a')) throw new Error('no'); 'w'"), Line("end")), ("mended-a", "Boolean", "false"));
        Mend(rig, "a");

        rig.Apply(new RetryIncident(1)).Lines.ShouldBe("w end");
    }

    private static Rig TwoFailures(IncidentStrategy strategy) =>
        new Rig(With(strategy, Chart([Fork("f", "A", "B"), Failing("a"), Failing("b"), Join("j", "WaitAll"), Line("end")], "f:A -> a", "f:B -> b", "a -> j", "b -> j", "j -> end"))).Start();

    private static ActivityDefinition Failing(string id, string when = "true") => Script(id, $"if (({when}) && !getVariable('mended-{id}')) throw new Error('not yet')");

    private static void Mend(Rig rig, params string[] ids) => rig.Apply(new ModifyVariables(ids.ToDictionary(id => $"mended-{id}", _ => JsonSerializer.SerializeToElement(true))));

    private static WorkflowDefinition With(IncidentStrategy strategy, ActivityDefinition root) =>
        Flow.Workflow(root, ("mended-a", "Boolean", "false"), ("mended-b", "Boolean", "false")) with { Options = new DefinitionOptions { Incidents = strategy } };
}
