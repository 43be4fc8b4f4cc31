using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>Chance that comes out the same when the burst is decided again.</summary>
internal static class ScriptRandom
{
    public static void Install(Jint.Engine engine, ScriptSurvey survey, ExpressionScope scope)
    {
        if (!survey.SeesGlobalObject && !survey.Globals.Contains("Math")) return;
        var math = (ObjectInstance)engine.Global.Get("Math");
        math.FastSetDataProperty("random", new ClrFunction(engine, "random", (_, _) => JsNumber.Create((scope.NextRandom() >> 11) / (double)(1UL << 53))));
    }

    /// <summary>A version 4 id.</summary>
    public static Guid NewGuid(ExpressionScope scope)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, scope.NextRandom());
        BitConverter.TryWriteBytes(bytes[8..], scope.NextRandom());
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
