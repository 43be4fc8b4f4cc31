namespace OrderFlow.Tests.Expressions.JavaScript;

public sealed class ScriptResultTests
{
    [Theory]
    [InlineData("1 + 2", "3")]
    [InlineData("10 / 4", "2.5")]
    [InlineData("6 / 2", "3")]
    [InlineData("1e15", "1000000000000000")]
    [InlineData("-0", "0")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("1e21", "1E+21")]
    [InlineData("NaN", "null")]
    [InlineData("1 / 0", "null")]
    [InlineData("undefined", "null")]
    [InlineData("null", "null")]
    [InlineData("", "null")]
    [InlineData("  ", "null")]
    [InlineData("'经理' + 1", "\"经理1\"")]
    [InlineData("true && !false", "true")]
    [InlineData("({ a: 1, b: [1, 'x', null, undefined] })", "{\"a\":1,\"b\":[1,\"x\",null,null]}")]
    [InlineData("({ a: undefined, f: () => 1, b: 2 })", "{\"a\":null,\"b\":2}")]
    [InlineData("const x = 4; x * 2", "8")]
    [InlineData("let n = 0; for (let i = 0; i < 5; i++) n += i; n", "10")]
    [InlineData("if (1 > 2) return 'a'; return 'b'", "\"b\"")]
    [InlineData("x = 5; x + 1", "6")]
    [InlineData("new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 6))", "\"2026-01-02T03:04:05.006Z\"")]
    [InlineData("new Date(NaN)", "null")]
    [InlineData("new Map([['a', 1], ['b', new Map()]])", "{\"a\":1,\"b\":{}}")]
    [InlineData("new Map([[1, 2]])", "[[1,2]]")]
    [InlineData("new Set([1, 'a'])", "[1,\"a\"]")]
    [InlineData("new Uint8Array([1, 2, 255])", "\"AQL/\"")]
    [InlineData("new Float64Array([1.5, 2])", "[1.5,2]")]
    [InlineData("/a|b/g", "\"/a|b/g\"")]
    [InlineData("new Error('x')", "\"Error: x\"")]
    [InlineData("class P { constructor() { this.a = 1 } get b() { return 2 } } new P()", "{\"a\":1}")]
    [InlineData("({ get a() { return 7 } })", "{\"a\":7}")]
    [InlineData("(async () => 5)()", "5")]
    [InlineData("Promise.all([1, Promise.resolve(2)])", "[1,2]")]
    [InlineData("[,1]", "[null,1]")]
    [InlineData("JSON.parse('{\"__proto__\": 1}')", "{\"__proto__\":1}")]
    [InlineData("({ b: 1, a: 2, 1: 3 })", "{\"1\":3,\"b\":1,\"a\":2}")]
    [InlineData("const o = { v: 1 }; [o, o]", "[{\"v\":1},{\"v\":1}]")]
    public void A_script_gives_JSON(string script, string expected) => Script.Run(script).ShouldBe(expected);

    [Fact]
    public void Half_a_character_becomes_the_replacement_character() => Script.Run(@"'\ud800'").ShouldBe("\"\\uFFFD\"");

    [Theory]
    [InlineData("() => 1", "function")]
    [InlineData("Symbol('x')", "symbol")]
    [InlineData("const a = []; a.push(a); a", "contains itself")]
    [InlineData("const a = {}; a.b = { a }; a", "contains itself")]
    [InlineData("let a = []; for (let i = 0; i < 200; i++) a = [a]; a", "nested more than 128")]
    [InlineData("new Date(8.64e15)", "outside the years")]
    [InlineData("new Promise(() => {})", "never settles")]
    public void What_is_no_data_is_a_failure(string script, string message) => Script.Fails(script).Message.ShouldContain(message);

    [Theory]
    [InlineData("1 +", "1:4: ")]
    [InlineData("let a = 1;\nlet a = 2;", "2:5: ")]
    [InlineData("\n\nnosuchfunction()", "3:1: ReferenceError: nosuchfunction is not defined")]
    [InlineData("const o = undefined;\no.name", "2:3: TypeError: ")]
    [InlineData("throw new RangeError('too far')", "1:7: RangeError: too far")]
    [InlineData("throw 'plain'", "1:7: plain")]
    [InlineData("throw { code: 1, message: 'coded' }", "1:7: coded")]
    [InlineData("throw { get message() { while (true); } }", "The script was stopped: ")]
    [InlineData("(async () => { throw new Error('later') })()", "Error: later")]
    [InlineData("parseGuid('x')", "parseGuid(): 'x' is no GUID.")]
    public void A_failure_tells_where_and_what_in_one_line(string script, string start)
    {
        var failure = Script.Fails(script);

        failure.Message.ShouldContain(start);
        failure.Message.ShouldNotContain("\n");
        failure.Message.ShouldNotContain("   at ");
    }

    [Fact]
    public void The_same_mistake_is_found_without_running()
    {
        var message = Engine.Expressions.ExpressionSyntax.Check(Script.Of("if (true) {\n  1 +\n}"));

        message.ShouldNotBeNull().ShouldStartWith("3:1: ");
        Engine.Expressions.ExpressionSyntax.Check(Script.Of("return nosuchfunction()")).ShouldBeNull();
        Engine.Expressions.ExpressionSyntax.Check(Script.Of("12n")).ShouldNotBeNull().ShouldStartWith("1:1: BigInt");
        Engine.Expressions.ExpressionSyntax.Check(Script.Of(new string('(', 50_000))).ShouldNotBeNull().ShouldContain("nested too deeply");
    }
}
