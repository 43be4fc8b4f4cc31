using OrderFlow.Engine.Definitions;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class UsedWorkflowTests
{
    // As the designer's outcome picker writes them, as a list, and as one name.
    [Theory]
    [InlineData("Literal", """ "[\"Approved\",\"Archived\"]" """, "approved archived")]
    [InlineData("Object", """ "[\"Approved\",\"Archived\"]" """, "approved archived")]
    [InlineData("Literal", """ ["Approved","Archived"] """, "approved archived")]
    [InlineData("JavaScript", """ "['Approved', 'Archived']" """, "approved archived")]
    [InlineData("Literal", """ "Archived" """, "archived")]
    [InlineData("Literal", """ null """, "done")]
    public void Each_of_its_outcomes_is_followed(string type, string value, string lines)
    {
        var complete = Activity("Elsa.Complete", "c") with { Inputs = new Dictionary<string, Expression> { ["Outcomes"] = new(type, System.Text.Json.Nodes.JsonNode.Parse(value)) } };

        Started(Sequence("s", complete, Line("never"))).Lines.ShouldBe(lines);
    }

    [Fact]
    public void Without_Complete_it_is_done_with_its_root() => Started(Line("in")).Lines.ShouldBe("in done");

    [Fact]
    public void Complete_deep_inside_withdraws_what_waits_in_it_and_nothing_outside()
    {
        var inside = Activity("Elsa.Fork", "fork") with { Activities = [Event("x"), Task("t"), Sequence("s", Event("y"), Activity("Elsa.Complete", "c", ("Outcomes", "Approved")))] };
        var rig = Started(inside, Event("beside"));

        rig.Send("y");

        rig.Lines.ShouldBe("approved");
        rig.Waiting.ShouldBe("beside");
    }

    [Fact]
    public void A_break_in_it_does_not_leave_the_loop_around_it()
    {
        var used = Workflow(Sequence("s", Line("in"), Activity("Elsa.Break", "b"), Line("never"))) with { DefinitionId = "used" };
        var rig = new Rig(Workflow(Activity("Elsa.For", "for", ("Start", 1), ("End", 2)).With("Body", Sequence("body", Use("u", "used"), Line("on")))), null, used);

        rig.Start().Lines.ShouldBe("in on in on");
    }

    private static Rig Started(ActivityDefinition root, ActivityDefinition? beside = null)
    {
        var used = Workflow(root) with { DefinitionId = "used", Outcomes = ["Approved", "Archived"] };
        var chart = Chart(
            [Fork("f", "A", "B"), Use("u", "used"), Line("approved"), Line("archived"), Line("done"), .. beside is null ? Array.Empty<ActivityDefinition>() : [beside]],
            "f:A -> u", "f:B -> beside", "u:Approved -> approved", "u:Archived -> archived", "u:Done -> done");
        return new Rig(Workflow(chart), null, used).Start();
    }
}
