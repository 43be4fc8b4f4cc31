using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions;

public sealed class PlainExpressionTests
{
    private static readonly ExpressionEvaluator Evaluator = new(EngineLimits.Default);

    [Theory]
    [InlineData("Literal", "\"3\"", "\"3\"")]
    [InlineData("Literal", "3", "3")]
    [InlineData("Literal", "null", "null")]
    [InlineData("Object", "\"{\\\"a\\\":[1]}\"", "{\"a\":[1]}")]
    [InlineData("Object", "{\"a\":[1]}", "{\"a\":[1]}")]
    [InlineData("Object", "\"\"", "null")]
    [InlineData("Json", "\"[1,2]\"", "[1,2]")]
    [InlineData("Variable", "{\"id\":\"id-Count\",\"name\":\"Gone\"}", "5")]
    [InlineData("Variable", "{\"id\":\"gone\",\"name\":\"Count\"}", "5")]
    [InlineData("Variable", "\"{\\\"id\\\":\\\"id-Count\\\"}\"", "5")]
    [InlineData("Variable", "{\"Id\":\"id-Count\",\"Name\":\"Count\"}", "5")]
    [InlineData("Variable", "\"Count\"", "5")]
    [InlineData("Variable", "null", "null")]
    [InlineData("Input", "\"{\\\"name\\\":\\\"Amount\\\"}\"", "12.50")]
    [InlineData("Input", "{\"name\":\"NotGiven\"}", "null")]
    public void An_expression_without_code_gives_its_value(string type, string value, string expected)
    {
        var scope = new TestScope().With("Count", "5");
        scope.Inputs["Amount"] = JsonElement.Parse("12.50");

        var result = Evaluator.Evaluate(new Expression(type, JsonNode.Parse(value)), scope);

        result.GetRawText().ShouldBe(expected);
    }

    [Theory]
    [InlineData("Object", "\"{\\\"a\\\": 1}\"", "Object", "\"{\\u0022a\\u0022: 1}\"")]
    [InlineData("Object", "\"{\\\"a\\\": 1}\"", "ObjectDictionary", "{\"a\": 1}")]
    [InlineData("Object", "[1,2]", "List<String>", "[\"1\",\"2\"]")]
    [InlineData("Literal", "\"3\"", "Int32", "3")]
    public void The_value_is_converted_to_the_target_type(string type, string value, string target, string expected) =>
        Evaluator.Evaluate(new Expression(type, JsonNode.Parse(value)), new TestScope(), target).GetRawText().ShouldBe(expected);

    [Theory]
    [InlineData("CSharp", "\"1\"", "Unknown type of expression 'CSharp'")]
    [InlineData("Object", "\"{\"", "Not JSON")]
    [InlineData("Variable", "{\"id\":\"x\",\"name\":\"Missing\"}", "There is no variable 'Missing' here.")]
    public void What_cannot_be_evaluated_is_a_failure(string type, string value, string message) =>
        Should.Throw<ExpressionFailure>(() => Evaluator.Evaluate(new Expression(type, JsonNode.Parse(value)), new TestScope()))
            .Message.ShouldStartWith(message);

    [Fact]
    public void A_value_nested_without_end_is_a_failure()
    {
        var value = new JsonArray();
        for (var i = 0; i < 500; i++) value = [value];

        Should.Throw<ExpressionFailure>(() => Evaluator.Evaluate(new Expression("Literal", value), new TestScope()));
        Should.Throw<ExpressionFailure>(() => Evaluator.Evaluate(new Expression("Object", value), new TestScope(), "Object"));
    }

    [Theory]
    [InlineData("Literal", "\"{\"", null)]
    [InlineData("Object", "\"{\\\"a\\\":\\n 1,, }\"", "2:4: ")]
    [InlineData("Object", "\"\"", null)]
    [InlineData("Variable", "\"{\\\"name\\\":\\\"x\\\"}\"", null)]
    [InlineData("Variable", "{}", "1:1: The Variable has neither id nor name.")]
    [InlineData("Variable", "\"{ broken\"", "1:3: ")]
    [InlineData("CSharp", "\"1\"", "1:1: Unknown type of expression 'CSharp'")]
    public void A_check_tells_where_the_text_is_wrong(string type, string value, string? start)
    {
        var message = ExpressionSyntax.Check(new Expression(type, JsonNode.Parse(value)));

        if (start is null) message.ShouldBeNull();
        else message.ShouldNotBeNull().ShouldStartWith(start);
    }
}
