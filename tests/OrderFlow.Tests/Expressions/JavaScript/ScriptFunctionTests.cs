using System.Text.Json;

namespace OrderFlow.Tests.Expressions.JavaScript;

public sealed class ScriptFunctionTests
{
    [Theory]
    [InlineData("getWorkflowInstanceId()", "\"instance-1\"")]
    [InlineData("getWorkflowDefinitionId()", "\"definition-1\"")]
    [InlineData("getWorkflowDefinitionVersionId()", "\"version-1\"")]
    [InlineData("getWorkflowDefinitionVersion()", "3")]
    [InlineData("getCorrelationId()", "\"order-7\"")]
    [InlineData("getWorkflowInstanceName()", "null")]
    [InlineData("getVariable('Count')", "5")]
    [InlineData("getVariable('Missing')", "null")]
    [InlineData("getVariable()", "null")]
    [InlineData("getCount()", "5")]
    [InlineData("getCount() + 1", "6")]
    [InlineData("getOrderNote()", "\"fast\"")]
    [InlineData("variables.Count + 1", "6")]
    [InlineData("variables['Count'] + 1", "6")]
    [InlineData("const k = 'Count'; variables[k] + 1", "6")]
    [InlineData("variables.Missing === undefined", "true")]
    [InlineData("Object.keys(variables)", "[\"Count\",\"order_note\",\"Items\",\"Order\"]")]
    [InlineData("getInput('Amount')", "12.5")]
    [InlineData("getInput('Missing')", "null")]
    [InlineData("getAmount()", "12.5")]
    [InlineData("getOutputFrom('Ask1')", "\"yes\"")]
    [InlineData("getOutputFrom('Ask1', 'Actor')", "{\"name\":\"ann\"}")]
    [InlineData("getOutputFrom('Ask1', 'Nothing')", "null")]
    [InlineData("getResultFromAsk1()", "\"yes\"")]
    [InlineData("getActorFromAsk1().name", "\"ann\"")]
    [InlineData("getLastResult().ok", "true")]
    [InlineData("document.number", "\"C-1\"")]
    [InlineData("globalThis['get' + 'Count']()", "5")]
    [InlineData("this.getVariable('Count')", "5")]
    [InlineData("typeof getNothing", "\"undefined\"")]
    [InlineData("isNullOrWhiteSpace(' ') && isNullOrWhiteSpace(null) && isNullOrWhiteSpace()", "true")]
    [InlineData("isNullOrWhiteSpace('x') || isNullOrEmpty(' ')", "false")]
    [InlineData("isNullOrEmpty('')", "true")]
    [InlineData("toJson({ a: [1, null], b: '经' })", "\"{\\u0022a\\u0022:[1,null],\\u0022b\\u0022:\\u0022经\\u0022}\"")]
    [InlineData("toJson(undefined)", "\"null\"")]
    [InlineData("parseGuid('{6F9619FF-8B86-D011-B42D-00C04FC964FF}')", "\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"")]
    [InlineData("stringToBase64('经')", "\"57uP\"")]
    [InlineData("stringFromBase64('57uP')", "\"经\"")]
    [InlineData("bytesToString(bytesFromString('经'))", "\"经\"")]
    [InlineData("bytesToBase64([1, 2, 255])", "\"AQL/\"")]
    [InlineData("bytesFromBase64('AQL/')[2]", "255")]
    [InlineData("newGuid().length === 36 && newGuid() !== newGuid()", "true")]
    [InlineData("/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(newGuidString())", "true")]
    [InlineData("/^[A-Za-z0-9]+$/.test(newShortGuid() + getShortGuid() + getGuid().replaceAll('-', '') + getGuidString().replaceAll('-', ''))", "true")]
    [InlineData("typeof setOutcome", "\"undefined\"")]
    public void Elsas_functions_give_what_the_instance_holds(string script, string expected) => Script.Run(script, Scope()).ShouldBe(expected);

    [Fact]
    public void Setters_reach_the_instance()
    {
        var scope = Scope();

        Script.Run("setCorrelationId('c2'); setWorkflowInstanceName('n'); setVariable('Count', 6); setOrderNote('slow'); setVariable('New', {a: 1}); getCount()", scope)
            .ShouldBe("6");

        scope.CorrelationId.ShouldBe("c2");
        scope.InstanceName.ShouldBe("n");
        scope.Variables["Count"].GetRawText().ShouldBe("6");
        scope.Variables["order_note"].GetRawText().ShouldBe("\"slow\"");
        scope.Variables["New"].GetRawText().ShouldBe("{\"a\":1}");
    }

    [Fact]
    public void A_variable_called_Variable_does_not_hide_getVariable() =>
        Script.Run("getVariable('Count') + 0", Scope().With("Variable", "\"x\"")).ShouldBe("5");

    [Fact]
    public void Outcomes_are_offered_where_they_are_wanted()
    {
        var one = new TestScope { Sink = [] };
        Script.Run("setOutcome('a'); setOutcome('Approved')", one);
        one.Sink.ShouldBe(["Approved"]);

        var several = new TestScope { Sink = [] };
        Script.Run("setOutcomes(['A', 'B'])", several);
        several.Sink.ShouldBe(["A", "B"]);
    }

    private static TestScope Scope()
    {
        var scope = new TestScope().With("Count", "5", "Int32").With("order_note", "\"fast\"", "String").With("Items", "[3,1,2]").With("Order", "{\"lines\":[{\"n\":1}]}");
        scope.Inputs["Amount"] = JsonElement.Parse("12.5");
        scope.Outputs[("Ask1", "Result")] = JsonElement.Parse("\"yes\"");
        scope.Outputs[("Ask1", "Actor")] = JsonElement.Parse("{\"name\":\"ann\"}");
        scope.Last = JsonElement.Parse("{\"ok\":true}");
        scope.More["document"] = JsonElement.Parse("{\"number\":\"C-1\"}");
        return scope;
    }
}
