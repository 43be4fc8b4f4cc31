using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Execution;

public class VariableTests
{
    [Fact]
    public void A_default_date_keeps_its_seconds() =>
        Rig.Started(Line("w").Js("Text", "getVariable('due').toISOString()"), ("due", "DateTime", "2026-05-04T12:34:56")).Lines.ShouldBe("2026-05-04T12:34:56.000Z");

    [Theory]
    [InlineData("Elsa.For", "End")]
    [InlineData("Elsa.Delay", "TimeSpan")]
    public void A_literal_that_cannot_be_converted_is_an_incident(string type, string input)
    {
        var rig = Rig.Started(Activity(type, "a", (input, "nonsense")));

        rig.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        rig.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain($"'{input}' of 'a'");
    }

    [Fact]
    public void Nonsense_as_a_condition_is_false() =>
        Rig.Started(Chart([Activity("Elsa.FlowDecision", "d", ("Condition", "nonsense")), Line("no")], "d:False -> no")).Lines.ShouldBe("no");

    [Fact]
    public void Values_given_on_start_set_the_declared_variables_and_leave_the_others()
    {
        var rig = new Rig(Workflow(Line("w").Js("Text", "getVariable('a') + getVariable('b')"), ("a", "Int32", "1"), ("b", "Int32", "2")));

        rig.Start(new StartWorkflow { Variables = new Dictionary<string, System.Text.Json.JsonElement> { ["b"] = Rig.Json("40") } }).Lines.ShouldBe("41");
    }

    [Fact]
    public void A_container_hides_the_variable_of_the_same_name_around_it()
    {
        var inner = Sequence("inner", Script("set", "setVariable('v', 5)"), Line("in").Js("Text", "getVariable('v')")) with { Variables = [new VariableDefinition("id-inner", "v", "Int32", false, JsonValue.Create("1"))] };

        Rig.Started(Sequence("s", inner, Line("out").Js("Text", "getVariable('v')")), ("v", "Int32", "9")).Lines.ShouldBe("5 9");
    }

    [Theory]
    [InlineData("3.0.0", "getResultFromMyIf()")]
    [InlineData(null, "getResultFromMyIf()")]
    [InlineData("2.9", "getResultFromIf1()")]
    public void Scripts_know_activities_by_name_and_older_ones_by_id(string? version, string script)
    {
        var choice = Activity("Elsa.If", "if1", ("Condition", true)) with { Name = "MyIf" };
        var rig = new Rig(Workflow(Sequence("s", choice, Line("w").Js("Text", $"String({script})"))) with { ToolVersion = version });

        rig.Start().Lines.ShouldBe("true");
    }
}
