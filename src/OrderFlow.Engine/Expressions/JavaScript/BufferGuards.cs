using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>Byte buffers are given out by size, not by statement: their constructors refuse more than the script may use.</summary>
internal static class BufferGuards
{
    private static readonly string[] Constructors =
    [
        "ArrayBuffer", "Uint8Array", "Int8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
        "Float16Array", "Float32Array", "Float64Array",
    ];

    private static readonly string[] MakeBytes = ["bytesFromString", "bytesFromBase64", "variables", "getVariable"];

    public static void Install(Jint.Engine engine, ScriptSurvey survey, long maxBytes)
    {
        var namesOne = survey.SeesGlobalObject || survey.Globals.Any(Constructors.Contains);
        // A Uint8Array that the host made leads to its constructor and its buffer.
        var derivesOne = (survey.MayUse("constructor") || survey.MayUse("buffer")) && (survey.Globals.Any(MakeBytes.Contains) || survey.Globals.Any(g => g.StartsWith("get", StringComparison.Ordinal)));
        if (!namesOne && !derivesOne) return;
        foreach (var name in Constructors) Guard(engine, name, maxBytes);
        var buffers = (ObjectInstance)((ObjectInstance)engine.Global.Get("ArrayBuffer")).Get("prototype");
        foreach (var grow in (string[])["transfer", "transferToFixedLength", "transferToImmutable", "resize"]) buffers.RemoveOwnProperty(grow);
    }

    private static void Guard(Jint.Engine engine, string name, long maxBytes)
    {
        if (engine.Global.Get(name) is not ObjectInstance constructor) return;
        var guarded = engine.Advanced.CreateProxy(constructor, new SizeCheck(maxBytes));
        ((ObjectInstance)constructor.Get("prototype")).FastSetProperty("constructor", new PropertyDescriptor(guarded, true, false, true));
        engine.Global.FastSetProperty(name, new PropertyDescriptor(guarded, true, false, true));
    }

    private sealed class SizeCheck(long maxBytes) : ProxyHandler
    {
        private const int WidestItem = 8;

        // Null: the constructor itself goes on.
        public override ObjectInstance Construct(ObjectInstance target, JsValue[] arguments, JsValue newTarget)
        {
            var size = arguments.Length > 0 ? arguments[0] : JsValue.Undefined;
            var count = size is ObjectInstance source ? Jint.Runtime.TypeConverter.ToNumber(source.Get("length")) : Jint.Runtime.TypeConverter.ToNumber(size);
            if (count * WidestItem > maxBytes) throw new ExpressionFailure($"The script was stopped: a buffer of {count} items is too large.");
            return base.Construct(target, arguments, newTarget)!;
        }
    }
}
