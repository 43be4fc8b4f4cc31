using System.Text.RegularExpressions;
using Jint.Native;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>
/// Elsa's made functions: <c>getX()</c> and <c>setX(v)</c> for a variable, <c>getX()</c> for an input, <c>getXFromY()</c> for an output.
/// Of two of one name the output wins over the input and the input over the variable, as in Elsa.
/// </summary>
internal sealed partial class ScriptAccessors(ExpressionScope scope)
{
    public IEnumerable<string> Names()
    {
        foreach (var name in scope.VariableNames.Where(IsValid))
        {
            yield return "get" + Pascal(name);
            yield return "set" + Pascal(name);
        }

        foreach (var name in scope.Input.Keys.Where(IsValid)) yield return "get" + name;
        foreach (var (activity, output) in scope.OutputNames) yield return OutputAccessor(activity, output);
    }

    /// <summary>Null: nothing is called so.</summary>
    public Func<ScriptArguments, JsValue>? Find(string name, ScriptRun run)
    {
        if (name.Length <= 3) return null;
        var subject = name[3..];
        if (name.StartsWith("set", StringComparison.Ordinal) && Variable(subject) is { } target)
        {
            return arguments =>
            {
                run.SetVariable(target, arguments[0]);
                return JsValue.Undefined;
            };
        }

        if (!name.StartsWith("get", StringComparison.Ordinal)) return null;
        if (subject.Contains("From", StringComparison.Ordinal) && Output(name) is { } output)
            return _ => ScriptValues.ToScript(run.Engine, scope.GetOutput(output.Activity, output.Output));
        if (Input(subject) is { } input) return _ => ScriptValues.ToScript(run.Engine, scope.Input.GetValueOrDefault(input));
        return Variable(subject) is { } variable ? _ => run.GetVariable(variable) : null;
    }

    private string? Variable(string subject) => scope.VariableNames.FirstOrDefault(n => IsValid(n) && Pascal(n) == subject);

    private string? Input(string subject) => scope.Input.ContainsKey(subject) ? subject : scope.Input.Keys.FirstOrDefault(n => IsValid(n) && Pascal(n) == subject);

    private (string Activity, string Output)? Output(string accessor)
    {
        foreach (var (activity, output) in scope.OutputNames)
        {
            if (OutputAccessor(activity, output) == accessor) return (activity, output);
        }

        return null;
    }

    internal static string OutputAccessor(string activity, string output) => $"get{Pascal(output)}From{Pascal(activity)}";

    internal static bool IsValid(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');

    /// <summary>"order id" and "order_id" are "OrderId".</summary>
    internal static string Pascal(string name) => WordStart.Replace(name, m => m.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex(@"(?:^|_| +|-)(.)", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart { get; }
}
