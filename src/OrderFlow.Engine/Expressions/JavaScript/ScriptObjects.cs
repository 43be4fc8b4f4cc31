using System.Text.Json;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>
/// The variables that a script has in its hands. Objects are live, as in Elsa: what the script changes inside one is found afterwards by
/// comparing. Lists from <c>getVariable</c> are copies, those in <c>variables</c> are live.
/// </summary>
internal sealed class ScriptObjects(ScriptRun run, ScriptSurvey survey)
{
    private readonly Dictionary<string, Held> held = new(StringComparer.Ordinal);
    private ObjectInstance? container;

    public JsValue Get(string name)
    {
        if (held.TryGetValue(name, out var known)) return known.Value;
        var json = run.Read(name);
        var value = ScriptValues.ToScript(run.Engine, json, run.Scope.VariableType(name));
        if (json.ValueKind == JsonValueKind.Object) Hold(name, value);
        return value;
    }

    public void Forget(string name)
    {
        held.Remove(name);
        if (container is null) return;
        container.Set(name, ScriptValues.ToScript(run.Engine, run.Read(name), run.Scope.VariableType(name)));
        Hold(name, container.Get(name));
    }

    public JsValue Container
    {
        get
        {
            if (container is not null) return container;
            container = new JsObject(run.Engine);
            foreach (var name in survey.Variables ?? [.. run.Scope.VariableNames])
            {
                var json = run.Read(name);
                if (json.ValueKind == JsonValueKind.Undefined) continue;
                var value = held.TryGetValue(name, out var known) ? known.Value : ScriptValues.ToScript(run.Engine, json, run.Scope.VariableType(name));
                container.FastSetDataProperty(name, value);
                Hold(name, value);
            }

            return container;
        }
    }

    /// <summary>What differs from what the script was given: members of <c>variables</c> set or added, objects changed inside.</summary>
    public IEnumerable<(string Name, JsonElement Value)> Changes()
    {
        if (!survey.Mutates) yield break;
        foreach (var (name, before) in held)
        {
            var now = container is not null && container.HasOwnProperty(name) ? container.Get(name) : before.Value;
            if (Changed(before, now) is { } json) yield return (name, json);
        }

        if (container is null) yield break;
        foreach (var key in container.GetOwnPropertyKeys(Types.String))
        {
            if (!held.ContainsKey(key.ToString())) yield return (key.ToString(), Json(container.Get(key)));
        }
    }

    private void Hold(string name, JsValue value) => held[name] = new Held(value, survey.Mutates && IsData(value) ? Json(value) : default);

    private JsonElement? Changed(Held before, JsValue now)
    {
        if (!IsData(now)) return Same(before.Value, now) ? null : Json(now);
        var json = Json(now);
        return before.Json.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(before.Json, json) ? null : json;
    }

    private static bool Same(JsValue before, JsValue now) => ReferenceEquals(before, now) || (before.Type == now.Type && before.Type != Types.Object && before.Equals(now));

    // A Date is given out as a copy: setting its parts changes no variable.
    private static bool IsData(JsValue value) => value is ObjectInstance and not (JsDate or JsTypedArray);

    private JsonElement Json(JsValue value) => ScriptJson.ToJson(value, run.Limits.ScriptMemory);

    private readonly record struct Held(JsValue Value, JsonElement Json);
}
