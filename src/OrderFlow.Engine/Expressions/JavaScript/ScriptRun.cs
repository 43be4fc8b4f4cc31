using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>
/// One evaluation. What the script sets is kept here and given to the scope when the script is over, also when it failed: what it had
/// set before stays set, as in Elsa.
/// </summary>
internal sealed class ScriptRun
{
    private readonly Dictionary<string, JsonElement> pending = new(StringComparer.Ordinal);
    private readonly CompiledScript script;
    private readonly ScriptObjects objects;
    private List<string>? outcomes;

    private ScriptRun(CompiledScript script, ExpressionScope scope, EngineLimits limits)
    {
        this.script = script;
        Scope = scope;
        Limits = limits;
        Engine = ScriptEngine.Create(limits, script, scope);
        objects = new ScriptObjects(this, script.Survey);
        ScriptGlobals.Install(this, script.Survey);
    }

    public Jint.Engine Engine { get; }
    public ExpressionScope Scope { get; }
    public EngineLimits Limits { get; }

    public static JsonElement Evaluate(CompiledScript script, ExpressionScope scope, EngineLimits limits)
    {
        ScriptRun? run = null;
        try
        {
            run = new ScriptRun(script, scope, limits);
            return run.Evaluate();
        }
        // Jint throws many kinds of its own and, on odd arguments, .NET's; none of them may pass as anything but a failed expression.
        catch (Exception e)
        {
            throw ScriptErrors.ToFailure(e, limits);
        }
        finally
        {
            run?.Apply();
        }
    }

    /// <summary>The value as the script sees it now; undefined: there is no such variable.</summary>
    public JsonElement Read(string name) => pending.TryGetValue(name, out var value) ? value : Scope.GetVariable(name);

    public JsValue GetVariable(string name) => objects.Get(name);

    public void SetVariable(string name, JsValue value)
    {
        var json = ScriptJson.ToJson(value, Limits.ScriptMemory);
        Set(name, json);
        objects.Forget(name);
    }

    public void SetOutcomes(IEnumerable<string> names) => outcomes = [.. names];

    /// <summary>The object <c>variables</c>; made when first asked for.</summary>
    public JsValue VariablesContainer => objects.Container;

    private JsonElement Evaluate()
    {
        var result = Engine.Evaluate(script.Program);
        if (result.IsPromise()) result = Settled(result);
        var json = ScriptJson.ToJson(result, Limits.ScriptMemory);
        foreach (var (name, value) in objects.Changes()) Set(name, value);
        return json;
    }

    // All that a promise can wait for has run by now: there are no timers and nothing comes from outside.
    private JsValue Settled(JsValue promise)
    {
        JsValue? kept = null, broken = null;
        var keep = new ClrFunction(Engine, "keep", (_, a) => kept = a[0]);
        var breach = new ClrFunction(Engine, "breach", (_, a) => broken = a[0]);
        Engine.Invoke(promise.Get("then"), promise, [keep, breach]);
        Engine.Advanced.ProcessTasks();
        if (broken is not null) throw new PromiseRejectedException(broken);
        return kept ?? throw new ExpressionFailure("The promise never settles: a script has nothing to wait for.");
    }

    private void Set(string name, JsonElement value)
    {
        if (Scope.VariableType(name) is not { } type)
        {
            pending[name] = value;
            return;
        }

        try
        {
            pending[name] = TypeConversion.Convert(value, type);
        }
        catch (ExpressionFailure e)
        {
            throw new ExpressionFailure($"Variable '{name}': {e.Message}", e);
        }
    }

    private void Apply()
    {
        foreach (var (name, value) in pending) Scope.SetVariable(name, value);
        if (outcomes is null || Scope.OutcomeSink is not { } sink) return;
        sink.Clear();
        foreach (var outcome in outcomes) sink.Add(outcome);
    }
}
