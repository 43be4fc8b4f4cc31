using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

/// <summary>What the designer leaves when an activity is dropped and never filled in.</summary>
public class EmptyTests
{
    [Theory]
    [InlineData("Elsa.Flowchart")]
    [InlineData("Elsa.Sequence")]
    [InlineData("Elsa.Parallel")]
    [InlineData("Elsa.Fork")]
    [InlineData("Elsa.If")]
    [InlineData("Elsa.Switch")]
    [InlineData("Elsa.While")]
    [InlineData("Elsa.For")]
    [InlineData("Elsa.ForEach")]
    [InlineData("Elsa.ParallelForEach")]
    [InlineData("Elsa.FlowFork")]
    [InlineData("Elsa.FlowJoin")]
    [InlineData("Elsa.Start")]
    public void An_activity_that_was_never_filled_in_is_done_at_once(string type)
    {
        var rig = Rig.Started(Chart([Activity(type, "a"), Line("after")], "a -> after"));

        rig.Lines.ShouldBe("after");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("Elsa.FlowDecision", "False")]
    [InlineData("Elsa.FlowSwitch", "Default")]
    public void A_choice_that_was_never_filled_in_takes_the_other_way(string type, string port) =>
        Rig.Started(Chart([Activity(type, "a"), Line("after")], $"a:{port} -> after")).Lines.ShouldBe("after");

    [Fact]
    public void A_loop_without_a_body_is_through_at_once_whatever_it_counts() =>
        Rig.Started(Sequence("s", Activity("Elsa.While", "w", ("Condition", true)), Activity("Elsa.For", "f", ("End", 1_000_000)), Line("after"))).Lines.ShouldBe("after");

    [Theory]
    [InlineData("Elsa.End")]
    [InlineData("Elsa.Break")]
    [InlineData("Elsa.Finish")]
    [InlineData("Elsa.Complete")]
    public void What_ends_something_can_be_the_whole_workflow(string type) => Rig.Started(Activity(type, "a")).State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

    [Fact]
    public void A_fault_that_was_never_filled_in_says_what_Elsa_says()
    {
        var incident = Rig.Started(Activity("Elsa.Fault", "f")).State.Incidents.ShouldHaveSingleItem();

        incident.Type.ShouldBe("0");
        incident.Values.GetRawText().ShouldBe("""{"Code":"0","Category":"General","FaultType":"System"}""");
    }

    [Fact]
    public void A_fault_tells_its_code_category_type_and_message()
    {
        var rig = Rig.Started(Sequence("s", Activity("Elsa.Fault", "f", ("Code", "E7"), ("Category", "Credit"), ("FaultType", "Business"), ("Message", "Over the limit")), Line("never")));

        rig.Lines.ShouldBe("");
        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var incident = rig.State.Incidents.ShouldHaveSingleItem();
        (incident.Type, incident.Message).ShouldBe(("E7", "Over the limit"));
        incident.Values.GetRawText().ShouldBe("""{"Code":"E7","Category":"Credit","FaultType":"Business"}""");
    }
}
