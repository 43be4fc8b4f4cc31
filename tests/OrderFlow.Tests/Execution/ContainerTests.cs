using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class ContainerTests
{
    [Fact]
    public void A_sequence_runs_in_order() => Rig.Started(Sequence("s", Line("a"), Line("b"))).Lines.ShouldBe("a b");

    [Theory]
    [InlineData("true", "then after")]
    [InlineData("false", "else after")]
    public void If_runs_one_branch_and_goes_on_at_Done(string condition, string lines) =>
        Rig.Started(Chart([Activity("Elsa.If", "i").Js("Condition", condition).With("Then", Line("then")).With("Else", Line("else")), Line("after")], "i -> after"))
            .Lines.ShouldBe(lines);

    [Fact]
    public void ForEach_gives_each_item_to_its_body()
    {
        var loop = Activity("Elsa.ForEach", "each", ("Items", new JsonArray("x", "y"))).With("Body", Activity("Elsa.WriteLine", "w").Js("Text", "getVariable('CurrentValue') + getVariable('CurrentIndex')"));

        Rig.Started(loop).Lines.ShouldBe("x0 y1");
    }

    [Fact]
    public void ParallelForEach_waits_for_all_rounds_also_when_they_return_in_another_order()
    {
        var body = Activity("Elsa.Event", "e").Js("EventName", "getVariable('CurrentValue')");
        var rig = Rig.Started(Sequence("s", Activity("Elsa.ParallelForEach", "each", ("Items", """["x","y","z"]""")).With("Body", body), Line("end")));

        rig.Waiting.ShouldBe("x y z");
        rig.Send("z").Send("x").Lines.ShouldBe("");
        rig.Send("y").Lines.ShouldBe("end");
    }

    [Fact]
    public void Break_leaves_the_loop_and_what_follows_goes_on()
    {
        var body = Sequence("body", Line("in"), Activity("Elsa.Break", "b"), Line("never"));

        Rig.Started(Sequence("s", Activity("Elsa.While", "w").Js("Condition", "true").With("Body", body), Line("after"))).Lines.ShouldBe("in after");
    }

    [Fact]
    public void Break_outside_a_loop_ends_its_sequence() =>
        Rig.Started(Chart([Sequence("s", Line("in"), Activity("Elsa.Break", "b"), Line("never")), Line("after")], "s -> after")).Lines.ShouldBe("in after");

    [Fact]
    public void Fork_waits_for_all_its_branches_also_after_being_stored()
    {
        var rig = Rig.Started(Sequence("s", Branches("Elsa.Fork", null, Event("x"), Event("y")), Line("end")));

        rig.Send("x").Lines.ShouldBe("");
        rig.Send("y").Lines.ShouldBe("end");
    }

    [Fact]
    public void Fork_WaitAny_removes_the_bookmark_of_the_branch_given_up()
    {
        var rig = Rig.Started(Sequence("s", Branches("Elsa.Fork", "WaitAny", Event("x"), Event("y")), Line("end")));

        rig.Send("x");

        rig.Lines.ShouldBe("end");
        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
        rig.State.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public void Switch_goes_on_when_a_branch_has_waited()
    {
        var choice = Activity("Elsa.Switch", "sw") with { Cases = [new SwitchCase("A", new Expression("JavaScript", "false"), Line("a")), new SwitchCase("B", new Expression("JavaScript", "true"), Event("b"))] };
        var rig = Rig.Started(Sequence("s", choice, Line("end")));

        rig.Send("b").Lines.ShouldBe("end");
    }

    [Fact]
    public void Complete_inside_a_sequence_inside_a_flowchart_completes_the_whole()
    {
        var rig = Rig.Started(Chart([Sequence("s", Line("a"), Activity("Elsa.Complete", "c"), Line("b")), Line("after")], "s -> after"));

        rig.Lines.ShouldBe("a");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Finish_withdraws_every_bookmark()
    {
        var rig = Rig.Started(Chart([Fork("f", "A", "B"), Task("t"), Event("y"), Activity("Elsa.Finish", "e")], "f:A -> t", "f:B -> y", "y -> e"));

        rig.Send("y");

        rig.State.Status.ShouldBe(WorkflowStatus.Finished);
        rig.State.Bookmarks.ShouldBeEmpty();
        rig.Effects.OfType<CloseTask>().ShouldHaveSingleItem().Outcome.ShouldBeNull();
    }

    [Fact]
    public void A_loop_without_a_wait_is_stopped_and_can_be_taken_up_again()
    {
        var rig = new Rig(Workflow(Activity("Elsa.While", "w").Js("Condition", "true").With("Body", Line("x"))), EngineLimits.Default with { ActivitiesPerBurst = 50 });

        rig.Start();

        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        rig.State.Incidents.ShouldHaveSingleItem().Type.ShouldBe("BurstLimit");
        rig.Apply(new RetryIncident(null)).Journal.Count(e => e.ActivityId == "x" && e.Event == JournalEvent.Completed).ShouldBeGreaterThan(90);
    }

    private static ActivityDefinition Branches(string type, string? mode, params ActivityDefinition[] branches) =>
        Activity(type, "fork") with { Activities = branches, Source = mode is null ? [] : new JsonObject { ["joinMode"] = mode } };
}
