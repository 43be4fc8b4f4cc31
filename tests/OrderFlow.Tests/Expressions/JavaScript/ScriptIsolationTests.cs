using System.Collections.Concurrent;

namespace OrderFlow.Tests.Expressions.JavaScript;

public sealed class ScriptIsolationTests
{
    [Theory]
    [InlineData("leak = 1; 0", "typeof leak")]
    [InlineData("var leak2 = 1; 0", "typeof leak2")]
    [InlineData("globalThis.leak3 = 1", "typeof leak3")]
    [InlineData("Object.prototype.leak4 = 1", "typeof ({}).leak4")]
    [InlineData("Array.prototype.leak5 = 1", "typeof [].leak5")]
    [InlineData("[].constructor.prototype.leak6 = 1", "typeof [].leak6")]
    [InlineData("getVariable.leak7 = 1", "typeof getVariable.leak7")]
    [InlineData("Math.leak8 = 1; JSON.leak8 = 1", "typeof Math.leak8")]
    public void Nothing_of_one_script_is_there_in_the_next(string first, string second)
    {
        Script.Run(first);

        Script.Run(second).ShouldBe("\"undefined\"");
    }

    [Fact]
    public void Broken_built_ins_are_whole_again_in_the_next_script()
    {
        Script.Run("Array.prototype.map = () => 'broken'; String.prototype.trim = () => 'broken'; JSON.parse = () => 'broken'; undefined");

        Script.Run("[' a '].map(x => x.trim())[0] + JSON.parse('1')").ShouldBe("\"a1\"");
    }

    [Fact]
    public void Scripts_on_many_threads_see_only_their_own_variables()
    {
        var wrong = new ConcurrentBag<string>();

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (var i = 0; i < 200; i++)
            {
                var mine = (thread * 1000) + i;
                var scope = new TestScope().With("Own", $"{mine}");
                var result = Script.Run("Object.prototype.own = (Object.prototype.own ?? 0) + getOwn(); variables.Own = ({}).own + 1; ({}).own", scope);
                if (result != $"{mine}" || scope.Variables["Own"].GetRawText() != $"{mine + 1}") wrong.Add($"{mine}: {result}");
            }
        });

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Date.now()", "1774949415250")]
    [InlineData("new Date()", "\"2026-03-31T09:30:15.250Z\"")]
    [InlineData("Date().includes('2026')", "true")]
    [InlineData("new Date().getTimezoneOffset()", "0")]
    [InlineData("new Date(2026, 0, 1).toISOString()", "\"2026-01-01T00:00:00.000Z\"")]
    [InlineData("new Date('2026-01-01T00:00').getTime() === Date.UTC(2026, 0, 1)", "true")]
    [InlineData("(1234.5).toLocaleString()", "\"1,234.5\"")]
    public void The_clock_stands_at_the_bursts_time_in_UTC(string script, string expected) => Script.Run(script).ShouldBe(expected);

    [Theory]
    [InlineData("[Math.random(), Math.random(), newGuid(), newShortGuid()]")]
    [InlineData("globalThis['Ma' + 'th'].random()")]
    [InlineData("[new Date().toString(), new Date().toLocaleString(), new Intl.DateTimeFormat().format()]")]
    [InlineData("[3,1,2].sort(() => Math.random() - 0.5)")]
    public void The_same_scope_gives_the_same_result(string script)
    {
        var first = Script.Run(script);

        Script.Run(script).ShouldBe(first);
    }

    [Fact]
    public void Random_numbers_differ_and_lie_between_zero_and_one() =>
        Script.Run("const n = [...Array(1000)].map(() => Math.random()); n.every(x => x >= 0 && x < 1) && new Set(n).size === 1000").ShouldBe("true");

    [Theory]
    [InlineData("eval('1')")]
    [InlineData("new Function('return 1')()")]
    [InlineData("(() => {}).constructor('return 1')()")]
    [InlineData("(async () => {}).constructor('return 1')()")]
    [InlineData("import('fs')")]
    [InlineData("require('fs')")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')")]
    [InlineData("importNamespace('System')")]
    [InlineData("getVariable.GetType()")]
    [InlineData("new BigInt(1)")]
    [InlineData("globalThis['Big' + 'Int'](1)")]
    [InlineData("new SharedArrayBuffer(1)")]
    [InlineData("new WeakRef({})")]
    [InlineData("fetch('http://127.0.0.1')")]
    [InlineData("new Date().toTemporalInstant()")]
    public void There_is_no_way_out(string script) => Script.Fails(script);

    [Fact]
    public void A_script_can_reach_no_more_globals_than_these()
    {
        var names = Script.Run("Object.getOwnPropertyNames(globalThis).filter(n => !/^(get|set|new|is|to|parse|bytes|string)[A-Z]/.test(n)).sort().join(' ')");

        names.ShouldBe("\"" + string.Join(' ',
        [
            "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "AsyncIterator", "Boolean", "Date", "DisposableStack", "Error", "EvalError", "Float16Array",
            "Float32Array", "Float64Array", "Function", "Generator", "Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "JSON", "Map", "Math", "NaN",
            "Number", "Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "String", "SuppressedError", "Symbol",
            "SyntaxError", "TypeError", "TypedArray", "URIError", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakSet", "decodeURI",
            "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "eval", "globalThis", "undefined", "unescape", "variables",
        ]) + "\"");
    }
}
