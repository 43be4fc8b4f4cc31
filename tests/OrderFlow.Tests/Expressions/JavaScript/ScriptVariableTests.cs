using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions.JavaScript;

public sealed class ScriptVariableTests
{
    [Theory]
    [InlineData("variables.Count = 6", "Count", "6")]
    [InlineData("variables.Count++", "Count", "6")]
    [InlineData("variables['Count'] += 2", "Count", "7")]
    [InlineData("variables.Order.status = 'open'", "Order", "{\"lines\":[1],\"status\":\"open\"}")]
    [InlineData("variables.Order.lines.push(2)", "Order", "{\"lines\":[1,2]}")]
    [InlineData("variables.Items.push(9)", "Items", "[3,1,2,9]")]
    [InlineData("variables.Fresh = [1]", "Fresh", "[1]")]
    [InlineData("variables.Count = null", "Count", "null")]
    [InlineData("getVariable('Order').status = 'open'", "Order", "{\"lines\":[1],\"status\":\"open\"}")]
    [InlineData("const o = getOrder(); delete o.lines; o", "Order", "{}")]
    [InlineData("const v = variables; v.Count = 1", "Count", "1")]
    [InlineData("setVariable('Count', '8')", "Count", "8")]
    [InlineData("variables.Count = '9'", "Count", "9")]
    [InlineData("variables.Count = 1; setVariable('Count', 2)", "Count", "2")]
    [InlineData("setVariable('Count', 2); variables.Count = variables.Count + 1", "Count", "3")]
    public void What_a_script_sets_or_changes_inside_is_kept(string script, string variable, string expected)
    {
        var scope = Scope();

        Script.Run(script, scope);

        scope.Variables[variable].GetRawText().ShouldBe(expected);
        scope.Written.ShouldBe([variable]);
    }

    [Theory]
    [InlineData("variables.Count + 1")]
    [InlineData("getVariable('Items').sort()")]
    [InlineData("getItems().push(4)")]
    [InlineData("const o = variables.Order; o.lines = o.lines; o.lines.length")]
    [InlineData("[...variables.Items].sort().reverse()")]
    [InlineData("variables.Due.setFullYear(1999); variables.Due.getFullYear()")]
    [InlineData("const big = variables.Big; const x = {}; x.y = big; 1")]
    [InlineData("JSON.parse(toJson(variables.Order)).lines.push(5)")]
    public void What_is_only_read_is_not_written(string script)
    {
        var scope = Scope();

        Script.Run(script, scope);

        scope.Written.ShouldBeEmpty();
    }

    [Fact]
    public void A_failed_script_leaves_what_it_had_set_but_not_what_it_had_changed_inside()
    {
        var scope = Scope();

        Script.Fails("setVariable('Count', 6); variables.Order.status = 1; throw 'stop'", scope);

        scope.Written.ShouldBe(["Count"]);
    }

    [Fact]
    public void A_value_that_does_not_fit_the_variable_is_a_failure_that_names_it()
    {
        var scope = Scope();

        Script.Fails("setCount('many')", scope).Message.ShouldContain("Variable 'Count': Cannot use \"many\" as Int32");

        scope.Written.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("getDue().getTime()", "1774942215000")]
    [InlineData("getVariable('Due') instanceof Date", "true")]
    [InlineData("variables.Due", "\"2026-03-31T07:30:15+00:00\"")]
    [InlineData("variables.Due.toISOString()", "\"2026-03-31T07:30:15.000Z\"")]
    [InlineData("getBytes()[1]", "2")]
    [InlineData("getUnset()", "null")]
    public void Dates_and_bytes_are_read_as_such(string script, string expected) =>
        TypeConversion.Convert(System.Text.Json.JsonElement.Parse(Script.Run(script, Scope())), "Object").ToString()
            .ShouldBe(TypeConversion.Convert(System.Text.Json.JsonElement.Parse(expected), "Object").ToString().Replace("+00:00", ".000Z"));

    [Theory]
    [InlineData("getVariable('Big')")]
    [InlineData("variables.Big")]
    [InlineData("  getVariable(\"Big\") ;")]
    public void Reading_alone_keeps_every_digit(string script) => Script.Run(script, Scope()).ShouldBe("9007199254740993");

    private static TestScope Scope() => new TestScope()
        .With("Count", "5", "Int32").With("Items", "[3,1,2]").With("Order", "{\"lines\":[1]}").With("Big", "9007199254740993", "Long")
        .With("Due", "\"2026-03-31T15:30:15+08:00\"", "DateTimeOffset").With("Bytes", "\"AQID\"", "ByteArray").With("Unset", "null", "DateTime");
}
