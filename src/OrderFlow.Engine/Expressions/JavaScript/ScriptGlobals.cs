using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>Gives a script the globals that it names: Elsa's functions, <c>variables</c>, accessors and the scope's further values.</summary>
internal static class ScriptGlobals
{
    public static void Install(ScriptRun run, ScriptSurvey survey)
    {
        var accessors = new ScriptAccessors(run.Scope);
        var names = survey.SeesGlobalObject
            ? [.. ScriptFunctions.Names, .. accessors.Names(), .. run.Scope.Extras.Keys, "variables"]
            : survey.Globals;
        foreach (var name in names)
        {
            if (Find(run, accessors, name) is { } value) run.Engine.Global.FastSetDataProperty(name, value);
        }
    }

    // Elsa's own functions win over an accessor of the same name: a variable called "Variable" must not break every getVariable().
    private static JsValue? Find(ScriptRun run, ScriptAccessors accessors, string name)
    {
        if (run.Scope.Extras.TryGetValue(name, out var extra)) return ScriptValues.ToScript(run.Engine, extra);
        if (name == "variables") return run.VariablesContainer;
        var function = ScriptFunctions.Find(name, run) ?? accessors.Find(name, run);
        return function is null ? null : new ClrFunction(run.Engine, name, (_, arguments) => function(new ScriptArguments(arguments)));
    }
}

/// <summary>The arguments of a call from a script; one that is missing is undefined.</summary>
internal readonly struct ScriptArguments(JsValue[] values)
{
    public JsValue this[int index] => index < values.Length ? values[index] : JsValue.Undefined;

    /// <summary>Null for null and undefined; other values as JavaScript writes them.</summary>
    public string? Text(int index) => this[index] is var value && (value.IsNull() || value.IsUndefined()) ? null : Jint.Runtime.TypeConverter.ToString(value);

    public byte[] Bytes(int index) => this[index] switch
    {
        var value when value.IsNull() || value.IsUndefined() => [],
        var value when value.IsUint8Array() => value.AsUint8Array(),
        ObjectInstance value when value.IsArray() => [.. value.AsArray().Select(b => (byte)Jint.Runtime.TypeConverter.ToInt32(b))],
        _ => throw new ExpressionFailure("Expected bytes: a Uint8Array or a list of numbers."),
    };
}
