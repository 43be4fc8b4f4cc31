using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Activities;

/// <summary>A workflow used as an activity: inputs, outputs, outcomes.</summary>
public class WorkflowAsActivityTests
{
    [Theory]
    [InlineData("getInput('Amount') + 1")]
    [InlineData("getAmount() + 1")]
    [InlineData("getVariable('Amount') + 1")]
    [InlineData("variables.Amount + 1")]
    public void Its_inputs_are_read_inside_it_as_inputs_and_as_variables(string script)
    {
        var rig = Run(Script("inside", script), Use(("amount", "JavaScript", "getVariable('Amount') * 10")), ("Amount", "Int32", 4));

        Result(rig).ShouldBe("41");
    }

    [Fact]
    public void An_input_is_evaluated_where_the_activity_stands_and_converted_to_its_type()
    {
        var inner = Inner(Script("inside", "[getInput('Amount'), getInput('Note'), variables.Own]")) with { Variables = [new VariableDefinition("own", "Own", "String", false, "inner")] };
        var rig = new Rig(Workflow(Use(("amount", "JavaScript", "'4' + ''"), ("note", "JavaScript", "variables.Own")), ("Own", "String", "outer")), null, inner).Start();

        Result(rig).ShouldBe("""[4,"outer","inner"]""");
    }

    [Fact]
    public void An_input_not_given_has_its_default_and_one_not_declared_is_that_of_the_workflow_around_it()
    {
        var rig = new Rig(Workflow(Use()), null, Inner(Script("inside", "[getInput('Amount'), getInput('Site'), getInput('Note')]")));

        rig.Start(new StartWorkflow { Input = new Dictionary<string, JsonElement> { ["Site"] = Json("X"), ["Note"] = Json("of the workflow") } });

        Result(rig).ShouldBe("""[3,"X",null]""");
    }

    [Fact]
    public void An_input_of_the_wrong_type_is_an_incident_that_names_it() =>
        Run(Line("inside"), Use(("amount", "Literal", "many"))).State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("Amount");

    [Fact]
    public void Its_outputs_go_to_the_variable_that_they_are_bound_to_and_can_be_read_by_name()
    {
        var use = Use();
        use.Source["total"] = new JsonObject { ["typeName"] = "Int32", ["memoryReference"] = new JsonObject { ["id"] = "id-Sum" } };
        var rig = new Rig(
            Workflow(Sequence("s", use, Script("after", "[variables.Sum, getTotalFromUse(), getOutputFrom('use', 'Total')]")), ("Sum", "Int32", null)),
            null,
            Inner(Activity("Elsa.SetOutput", "out", ("OutputName", "Total"), ("OutputValue", "12"))));

        rig.Start();

        rig.State.ActivityOutputs["after"]["Result"].GetRawText().ShouldBe("[12,12,12]");
    }

    [Fact]
    public void An_output_that_only_the_workflow_around_it_declares_is_set_there()
    {
        var outer = Workflow(Use()) with { Outputs = [new OutputDefinition("Grand", "Int32", false, null)] };
        var rig = new Rig(outer, null, Inner(Activity("Elsa.SetOutput", "out", ("OutputName", "Grand"), ("OutputValue", 5))));

        rig.Start();

        rig.State.Output["Grand"].GetInt32().ShouldBe(5);
    }

    [Theory]
    [InlineData("Object", """["Yes","Later"]""", "yes later")]
    [InlineData("Literal", "Yes", "yes")]
    [InlineData("JavaScript", "['Later']", "later")]
    public void Each_outcome_that_it_completes_with_is_followed(string type, string outcomes, string lines)
    {
        var complete = Activity("Elsa.Complete", "complete") with { Inputs = new Dictionary<string, Expression> { ["Outcomes"] = new(type, outcomes) } };

        Run(complete, Chart([Use(), Line("yes"), Line("later"), Line("done")], "use:Yes -> yes", "use:Later -> later", "use -> done")).Lines.ShouldBe(lines);
    }

    [Fact]
    public void Without_an_outcome_of_its_own_it_is_done() =>
        Run(Line("inside"), Chart([Use(), Line("yes"), Line("done")], "use:Yes -> yes", "use -> done")).Lines.ShouldBe("inside done");

    private static WorkflowDefinition Inner(ActivityDefinition root) => Workflow(root) with
    {
        Id = "inner-1",
        DefinitionId = "inner",
        Inputs = [new InputDefinition("Amount", "Int32", false, null, null, "3"), new InputDefinition("Note", "String", false, null, null, null)],
        Outputs = [new OutputDefinition("Total", "Int32", false, null)],
        Outcomes = ["Yes", "Later"],
    };

    private static ActivityDefinition Use(params (string Name, string Type, string Value)[] inputs)
    {
        var source = new JsonObject { ["workflowDefinitionId"] = "inner" };
        foreach (var (name, type, value) in inputs) source[name] = new JsonObject { ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
        return new ActivityDefinition { Id = "use", Name = "use", Type = "Inner", Source = source };
    }

    private static Rig Run(ActivityDefinition inside, ActivityDefinition outside, params (string Name, string Type, JsonNode? Value)[] variables) =>
        new Rig(Workflow(outside, variables), null, Inner(inside)).Start();

    private static string Result(Rig rig) => rig.State.ActivityOutputs["use:inside"]["Result"].GetRawText();
}
