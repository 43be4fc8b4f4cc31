using System.Diagnostics;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions.JavaScript;

public sealed class ScriptLimitTests
{
    // Short limits, so that the tests are; what they must never take is a multiple of them.
    private static readonly EngineLimits Limits = new() { ScriptTime = TimeSpan.FromMilliseconds(500) };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    [Theory]
    // Steps and time
    [InlineData("while (true) {}")]
    [InlineData("for (;;);")]
    [InlineData("while (true) { try { while (true) {} } catch (e) {} finally { continue } }")]
    [InlineData("(async () => { while (true) await 0 })()")]
    [InlineData("function again() { Promise.resolve().then(again) } again()")]
    [InlineData("for (const x of (function* () { while (true) yield 1 })());")]
    [InlineData("const s = new Set([1]); for (const x of s) { s.delete(x); s.add(x) }")]
    [InlineData("({ get a() { while (true); } })")]
    [InlineData("({ toString() { while (true); } }) + ''")]
    [InlineData("const s = 'x'.repeat(1e6); while (true) s.indexOf('y')")]
    [InlineData("while (true) setVariable('a', 1)")]
    // Calls
    [InlineData("(function f() { f() })()")]
    [InlineData("let o = { get x() { return this.x } }; o.x")]
    [InlineData("const o = { toString() { return '' + this } }; '' + o")]
    [InlineData("let p = {}; p = new Proxy(p, { get: (t, k, r) => r[k] }); p.x")]
    [InlineData("class A { constructor() { new A() } } new A()")]
    // Regular expressions
    [InlineData("/(a+)+$/.test('a'.repeat(50) + 'b')")]
    [InlineData("('a'.repeat(22) + 'b').repeat(2000).replace(/(a+)+x|b/g, '')")]
    // Text
    [InlineData("'x'.repeat(2 ** 28)")]
    [InlineData("'x'.repeat('200000000')")]
    [InlineData("const f = 'rep' + 'eat'; 'x'[f](2 ** 28)")]
    [InlineData("Reflect.get('', 'x'); Reflect.apply(Object.getOwnPropertyDescriptor(String.prototype, 'repeat').value, 'x', [2 ** 28])")]
    [InlineData("'x'.padEnd(1e9)")]
    [InlineData("'x'.padStart(5e8, 'ab')")]
    [InlineData("'x'.repeat(1e6).replaceAll('x', 'y'.repeat(1000))")]
    [InlineData("'x'.repeat(1e6).replace(/x/g, 'y'.repeat(1000))")]
    [InlineData("'x'.repeat(1e5).replace(/x/g, '$`')")]
    [InlineData("'x'.repeat(1e6).concat(...Array(6000).fill('x'.repeat(1e6)))")]
    [InlineData("String.raw({ raw: Array(60000).fill('x'.repeat(1e6)) })")]
    [InlineData("let s = 'x'; for (let i = 0; i < 40; i++) s += s; s")]
    [InlineData("[...Array(28)].reduce(s => s + s, 'x')")]
    [InlineData("let s = ''; while (true) s += 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'")]
    [InlineData("Array(1e5).fill('x'.repeat(1e5)).join('')")]
    [InlineData("'' + Array(1e5).fill('x'.repeat(1e5))")]
    [InlineData("Array(1e6).join('x'.repeat(100))")]
    [InlineData("Array(1e6).join({ toString: () => 'x'.repeat(1e6) })")]
    [InlineData("Array.prototype.join.call({ length: 2 ** 53 - 1 })")]
    [InlineData("escape('\u1234'.repeat(8e6))")]
    [InlineData("encodeURIComponent('\u1234'.repeat(8e6))")]
    // Lists
    [InlineData("const a = []; while (true) a.push('x'.repeat(1000))")]
    [InlineData("new Array(1e9).fill(0)")]
    [InlineData("Array.from({ length: 1e9 }, (_, i) => i)")]
    [InlineData("const a = []; a.length = 4294967295; a.sort()")]
    [InlineData("const a = []; a.length = 4294967295; a")]
    [InlineData("const a = []; a.length = 4294967295; Promise.all(a)")]
    [InlineData("Array.prototype.values.call({ length: 9007199254740991 }).drop(9e15).next()")]
    [InlineData("Promise.all(Array.prototype.keys.call({ length: 9007199254740991 }))")]
    [InlineData("new Set([1]).union({ size: 1, has() {}, keys() { return Array.prototype.keys.call({ length: 9007199254740991 }) } })")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; a.flat(Infinity)")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; JSON.stringify(a)")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; toJson(a)")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; a")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; '' + a")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; a.toLocaleString()")]
    [InlineData("let o = {}, p = o; for (let i = 0; i < 50; i++) { p.a = {}; p.b = p.a; p = p.a } JSON.stringify(o)")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; setVariable('a', a)")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; variables.a = a")]
    [InlineData("JSON.parse('['.repeat(100000))")]
    [InlineData("JSON.parse('[' + '1,'.repeat(3000000) + '1]')")]
    // Buffers and numbers
    [InlineData("new ArrayBuffer(2e9)")]
    [InlineData("new ArrayBuffer(8, { maxByteLength: 2e9 }).resize(2e9)")]
    [InlineData("new Uint8Array(2e9)")]
    [InlineData("new Float64Array('100000000')")]
    [InlineData("Uint8Array.from({ length: 2e9 })")]
    [InlineData("new (bytesFromString('x').constructor)(2e9)")]
    [InlineData("bytesFromString('x').buffer.transfer(2e9)")]
    [InlineData("9n ** 99999999n")]
    public void A_script_without_end_is_stopped(string script)
    {
        var scope = new TestScope();
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<ExpressionFailure>(() => new ExpressionEvaluator(Limits).Evaluate(new Expression("JavaScript", JsonValue.Create(script)), scope));

        watch.Elapsed.ShouldBeLessThan(Patience);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 * Limits.ScriptMemory);
    }

    [Theory]
    [InlineData("'ab'.repeat(3) + 'x'.padStart(3) + 'x'.padEnd(3, '-')", "\"ababab  xx--\"")]
    [InlineData("'a-b-c'.replace('-', '+') + 'a-b-c'.replaceAll('-', '+') + 'a1b2'.replace(/\\d/g, d => d * 2)", "\"a\\u002Bb-ca\\u002Bb\\u002Bca2b4\"")]
    [InlineData("'a'.concat('b', 1, null)", "\"ab1null\"")]
    [InlineData("'x'.repeat(2.7) + 'x'.repeat(0)", "\"xx\"")]
    [InlineData("[1, [2, [3, [4]]]].flat(Infinity)", "[1,2,3,4]")]
    [InlineData("[[1], [2]].flat()", "[1,2]")]
    [InlineData("['a', 'b'].join() + ['a', 'b'].join('') + [1, null, 'b'].join(', ') + ['a'].join({}) + Array.prototype.join.call({ length: 2, 0: 'x', 1: 'y' }, '-')", "\"a,bab1, , bax-y\"")]
    [InlineData("encodeURIComponent('a b/ä') + escape('ä') + encodeURI('/a b')", "\"a%20b%2F%C3%A4%E4/a%20b\"")]
    [InlineData("[1, [2, 3]] + '' + [].join() + [1, 2].join('; ')", "\"1,2,31; 2\"")]
    [InlineData("JSON.stringify({ a: [1, { b: undefined }], d: new Date(0) })", "\"{\\u0022a\\u0022:[1,{}],\\u0022d\\u0022:\\u00221970-01-01T00:00:00.000Z\\u0022}\"")]
    [InlineData("JSON.stringify([1, 2], null, 1).length", "10")]
    [InlineData("JSON.stringify({ a: 1, b: 2 }, ['b'])", "\"{\\u0022b\\u0022:2}\"")]
    [InlineData("JSON.stringify(undefined) === undefined", "true")]
    [InlineData("String.raw`a\\n${1}b`", "\"a\\\\n1b\"")]
    [InlineData("[...['a', 'b'].entries()].length + [...['a'].keys()][0]", "2")]
    [InlineData("new Uint8Array([1, 2, 3]).map(x => x * 2).length", "3")]
    [InlineData("new Uint8Array(4) instanceof Uint8Array && new Uint8Array(4).constructor === Uint8Array", "true")]
    [InlineData("let n = 0; for (let i = 0; i < 50000; i++) n += i; n", "1249975000")]
    [InlineData("Array.from({ length: 20000 }, (_, i) => i).filter(i => i % 2).map(i => ({ i })).length", "10000")]
    public void What_has_limits_works_as_ever(string script, string expected) => Script.Run(script).ShouldBe(expected);

    [Theory]
    [InlineData("while (true) {}", "more than 200000 statements")]
    [InlineData("(function f() { f() })()", "nested more than 100 deep")]
    [InlineData("const a = []; while (true) a.push('x'.repeat(1000))", "more than 32 MiB")]
    public void The_failure_names_the_limit(string script, string message) => Script.Fails(script).Message.ShouldContain(message);

    [Fact]
    public void A_script_that_no_other_limit_stops_is_stopped_by_time()
    {
        var patient = new ExpressionEvaluator(new EngineLimits { ScriptTime = TimeSpan.FromMilliseconds(100), ScriptStatements = int.MaxValue });

        Should.Throw<ExpressionFailure>(() => patient.Evaluate(Script.Of("while (true) {}"), new TestScope())).Message.ShouldContain("longer than 0.1 s");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{", "}")]
    [InlineData("!", "")]
    [InlineData("1+", "")]
    [InlineData("a?b:", "")]
    [InlineData("()=>", "")]
    [InlineData("`${", "}`")]
    [InlineData("if(1)", "")]
    [InlineData("x.y", "")]
    public void Endless_nesting_is_refused_and_not_a_crash(string open, string close)
    {
        var script = string.Concat(Enumerable.Repeat(open, 20_000)) + "1" + string.Concat(Enumerable.Repeat(close, 20_000));

        ExpressionSyntax.Check(Script.Of(script)).ShouldNotBeNull();
        Script.Fails(script);
    }

    [Fact]
    public void A_script_of_a_megabyte_is_refused() => Script.Fails(new string(' ', 1_000_000) + "1").Message.ShouldContain("characters");
}
