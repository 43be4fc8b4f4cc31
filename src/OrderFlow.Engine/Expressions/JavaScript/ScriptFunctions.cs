using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Jint.Native;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>Elsa's functions for scripts, under Elsa's names. Ids are text here: there are no CLR objects.</summary>
internal static partial class ScriptFunctions
{
    private static readonly FrozenDictionary<string, Func<ScriptRun, ScriptArguments, JsValue>> Table =
        new Dictionary<string, Func<ScriptRun, ScriptArguments, JsValue>>
        {
            ["getWorkflowDefinitionId"] = (run, _) => run.Scope.WorkflowDefinitionId,
            ["getWorkflowDefinitionVersionId"] = (run, _) => run.Scope.WorkflowDefinitionVersionId,
            ["getWorkflowDefinitionVersion"] = (run, _) => run.Scope.WorkflowDefinitionVersion,
            ["getWorkflowInstanceId"] = (run, _) => run.Scope.WorkflowInstanceId,
            ["getCorrelationId"] = (run, _) => Text(run.Scope.CorrelationId),
            ["setCorrelationId"] = (run, a) => Do(() => run.Scope.CorrelationId = a.Text(0)),
            ["getWorkflowInstanceName"] = (run, _) => Text(run.Scope.InstanceName),
            ["setWorkflowInstanceName"] = (run, a) => Do(() => run.Scope.InstanceName = a.Text(0)),
            ["getVariable"] = (run, a) => a.Text(0) is { } name ? run.GetVariable(name) : JsValue.Null,
            ["setVariable"] = (run, a) => Do(() => run.SetVariable(Required(a, "setVariable"), a[1])),
            ["getInput"] = (run, a) => a.Text(0) is { } name ? ScriptValues.ToScript(run.Engine, run.Scope.Input.GetValueOrDefault(name)) : JsValue.Null,
            ["getOutputFrom"] = (run, a) => ScriptValues.ToScript(run.Engine, run.Scope.GetOutput(Required(a, "getOutputFrom"), a.Text(1))),
            ["getLastResult"] = (run, _) => ScriptValues.ToScript(run.Engine, run.Scope.LastResult),
            ["setOutcome"] = (run, a) => Do(() => run.SetOutcomes(a.Text(0) is { } name ? [name] : [])),
            ["setOutcomes"] = (run, a) => Do(() => run.SetOutcomes(JsonValues.AsStringList(Json(run, a[0])))),
            ["isNullOrWhiteSpace"] = (_, a) => string.IsNullOrWhiteSpace(a.Text(0)),
            ["isNullOrEmpty"] = (_, a) => string.IsNullOrEmpty(a.Text(0)),
            ["parseGuid"] = (_, a) => ParseGuid(a.Text(0)),
            ["newGuid"] = (run, _) => NewGuid(run),
            ["newGuidString"] = (run, _) => NewGuid(run),
            ["newShortGuid"] = (run, _) => NewShortGuid(run),
            // Elsa's older names.
            ["getGuid"] = (run, _) => NewGuid(run),
            ["getGuidString"] = (run, _) => NewGuid(run),
            ["getShortGuid"] = (run, _) => NewShortGuid(run),
            ["toJson"] = (run, a) => ScriptJson.ToText(a[0], run.Limits.ScriptMemory),
            ["bytesToString"] = (_, a) => Encoding.UTF8.GetString(a.Bytes(0)),
            ["bytesFromString"] = (run, a) => Bytes(run, Encoding.UTF8.GetBytes(a.Text(0) ?? "")),
            ["bytesToBase64"] = (_, a) => Convert.ToBase64String(a.Bytes(0)),
            ["bytesFromBase64"] = (run, a) => Bytes(run, FromBase64(a.Text(0))),
            ["stringToBase64"] = (_, a) => Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text(0) ?? "")),
            ["stringFromBase64"] = (_, a) => Encoding.UTF8.GetString(FromBase64(a.Text(0))),
        }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Table.Keys;

    /// <summary>Null: no such function, or one that only RunJavaScript offers.</summary>
    public static Func<ScriptArguments, JsValue>? Find(string name, ScriptRun run)
    {
        if (name is "setOutcome" or "setOutcomes" && run.Scope.OutcomeSink is null) return null;
        return Table.TryGetValue(name, out var function) ? arguments => function(run, arguments) : null;
    }

    private static JsValue Do(Action action)
    {
        action();
        return JsValue.Undefined;
    }

    private static JsValue Text(string? text) => text is null ? JsValue.Null : JsString.Create(text);

    private static string Required(ScriptArguments arguments, string function) =>
        arguments.Text(0) is { Length: > 0 } name ? name : throw new ExpressionFailure($"{function}() needs a name.");

    private static JsonElement Json(ScriptRun run, JsValue value) => ScriptJson.ToJson(value, run.Limits.ScriptMemory);

    private static JsTypedArray Bytes(ScriptRun run, byte[] bytes) => run.Engine.Intrinsics.Uint8Array.Construct(bytes);

    private static string NewGuid(ScriptRun run) => ScriptRandom.NewGuid(run.Scope).ToString();

    private static string NewShortGuid(ScriptRun run) => NotLetters.Replace(Convert.ToBase64String(ScriptRandom.NewGuid(run.Scope).ToByteArray()), "");

    private static string ParseGuid(string? text) =>
        Guid.TryParse(text, out var guid) ? guid.ToString() : throw new ExpressionFailure($"parseGuid(): '{text}' is no GUID.");

    private static byte[] FromBase64(string? text)
    {
        try
        {
            return Convert.FromBase64String(text ?? "");
        }
        catch (FormatException e)
        {
            throw new ExpressionFailure("The text is not base64.", e);
        }
    }

    [GeneratedRegex("[/+=]")]
    private static partial Regex NotLetters { get; }
}
