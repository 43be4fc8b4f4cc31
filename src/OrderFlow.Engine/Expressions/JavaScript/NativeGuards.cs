using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>
/// Stands before the built-in functions that can take all memory or all time in one call, where the engine's own limits look only
/// between statements. Only those are replaced that the script's text can reach.
/// </summary>
internal sealed class NativeGuards
{
    // Waiting, threads, numbers and buffers without a limit, time and chance of their own: nothing that a workflow's script needs.
    private static readonly string[] Withheld =
        ["Atomics", "SharedArrayBuffer", "ShadowRealm", "WeakRef", "FinalizationRegistry", "Temporal", "BigInt", "BigInt64Array", "BigUint64Array", "DataView"];

    private readonly Jint.Engine engine;
    private readonly ScriptSurvey survey;
    private readonly long maxText;
    private readonly SizeEstimate sizes;

    private NativeGuards(Jint.Engine engine, ScriptSurvey survey, EngineLimits limits)
    {
        this.engine = engine;
        this.survey = survey;
        maxText = limits.ScriptMemory / 4;
        sizes = new SizeEstimate(maxText);
    }

    public static void Install(Jint.Engine engine, ScriptSurvey survey, EngineLimits limits)
    {
        var guards = new NativeGuards(engine, survey, limits);
        guards.Withhold();
        guards.Strings();
        guards.Arrays();
        guards.Others();
        BufferGuards.Install(engine, survey, limits.ScriptMemory);
    }

    private void Withhold()
    {
        foreach (var name in Withheld)
        {
            if (survey.SeesGlobalObject || survey.Globals.Contains(name)) engine.Global.RemoveOwnProperty(name);
        }

        if (survey.MayUse("toTemporalInstant")) Prototype("Date").RemoveOwnProperty("toTemporalInstant");
        if (survey.MayUse("drop") && Find("Iterator") is { } iterator) ((ObjectInstance)iterator.Get("prototype")).RemoveOwnProperty("drop");
        if (survey.MayUse("sumPrecise")) Find("Math")?.RemoveOwnProperty("sumPrecise");
    }

    private void Strings()
    {
        if (survey.MayUse("repeat")) Before(Prototype("String"), "repeat", (text, a) => Bound(Length(text) * Number(a, 0)));
        if (survey.MayUse("padStart")) Before(Prototype("String"), "padStart", (_, a) => Bound(Number(a, 0)));
        if (survey.MayUse("padEnd")) Before(Prototype("String"), "padEnd", (_, a) => Bound(Number(a, 0)));
        if (survey.MayUse("concat")) Before(Prototype("String"), "concat", (text, a) => Bound(Length(text) + a.Sum(Length)));
        if (survey.MayUse("replaceAll")) Before(Prototype("String"), "replaceAll", (text, a) => Bound(SizeEstimate.Replaced(text, a)));
        if (survey.MayUse("replace")) Before(Prototype("String"), "replace", (text, a) => Bound(SizeEstimate.Replaced(text, a)));
        if (survey.MayUse("raw") && Find("String") is { } text) Before(text, "raw", (_, a) => sizes.CheckRaw(a));
    }

    // Every level of a list in a list passes here when it becomes text, also where the script does not name it: '' + list.
    private void Arrays()
    {
        Before(Prototype("Array"), "join", (list, a) =>
        {
            engine.Constraints.Check();
            sizes.CheckJoin(list, a);
        });
        if (survey.MayUse("toLocaleString")) Before(Prototype("Array"), "toLocaleString", (_, _) => engine.Constraints.Check());
        if (survey.MayUse("flat")) Before(Prototype("Array"), "flat", (list, a) => sizes.CheckList(list, a.Length == 0 || a[0].IsUndefined() ? 1 : Number(a, 0)));
        // A list's own items come from a native iterator that nothing interrupts; a list may claim four thousand million of them.
        foreach (var name in (string[])["values", "keys", "entries"])
        {
            if (survey.MayUse(name)) Before(Prototype("Array"), name, (list, _) => Bound(ListLength(list)));
        }
    }

    private void Others()
    {
        foreach (var name in (string[])["escape", "encodeURI", "encodeURIComponent"])
        {
            if (survey.SeesGlobalObject || survey.Globals.Contains(name)) Before(engine.Global, name, (_, a) => Bound(a.Length > 0 ? SizeEstimate.Escaped(a[0]) : 0));
        }

        if (survey.MayUse("stringify") && Find("JSON") is { } json) Before(json, "stringify", (_, a) => sizes.CheckTree(a.Length > 0 ? a[0] : JsValue.Undefined));
        if (Find("Promise") is not { } promise) return;
        foreach (var name in (string[])["all", "allSettled", "any", "race"])
        {
            if (survey.MayUse(name)) Before(promise, name, (_, a) => Bound(a.Length > 0 ? ListLength(a[0]) : 0));
        }
    }

    private void Before(ObjectInstance owner, string name, Action<JsValue, JsValue[]> check)
    {
        var original = owner.Get(name);
        if (!original.IsCallable()) return;
        owner.FastSetDataProperty(name, new ClrFunction(engine, name, (self, arguments) =>
        {
            check(self, arguments);
            return engine.Call(original, self, arguments);
        }));
    }

    private ObjectInstance Prototype(string name) => (ObjectInstance)((ObjectInstance)engine.Global.Get(name)).Get("prototype");

    /// <summary>Null: the script cannot reach this global.</summary>
    private ObjectInstance? Find(string name) =>
        survey.SeesGlobalObject || survey.Globals.Contains(name) || name == "Iterator" ? engine.Global.Get(name) as ObjectInstance : null;

    private void Bound(double length)
    {
        if (length > maxText) throw new ExpressionFailure($"The script was stopped: a text or list of more than {maxText} parts.");
    }

    private static double Number(JsValue[] arguments, int index) => index < arguments.Length && arguments[index] is JsNumber n ? n.AsNumber() : TextNumber(arguments, index);

    // What is no number yet becomes one by the function itself; text is the one spelling that costs nothing to read twice.
    private static double TextNumber(JsValue[] arguments, int index) =>
        index < arguments.Length && arguments[index] is JsString s ? TypeConverter.ToNumber(s) : index < arguments.Length && arguments[index] is ObjectInstance ? double.PositiveInfinity : 0;

    private static double Length(JsValue value) => value is JsString text ? text.Length : value.IsNumber() ? 25 : 0;

    private static double ListLength(JsValue list) => list is ObjectInstance instance && instance.Get("length") is JsNumber length ? length.AsNumber() : 0;
}
