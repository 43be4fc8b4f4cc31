using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>What went wrong in a script, in one line: "line:column: what".</summary>
internal static class ScriptErrors
{
    public static ExpressionFailure ToFailure(Exception error, Execution.EngineLimits limits)
    {
        var text = error switch
        {
            ExpressionFailure failure => failure.Message,
            JavaScriptException thrown => Thrown(thrown.Error, thrown.Message),
            PromiseRejectedException rejected => Thrown(rejected.RejectedValue, "The promise was rejected."),
            StatementsCountOverflowException => $"The script was stopped: it ran more than {limits.ScriptStatements} statements.",
            System.Text.RegularExpressions.RegexMatchTimeoutException => "The script was stopped: a regular expression took too long.",
            TimeoutException => $"The script was stopped: it ran longer than {limits.ScriptTime.TotalSeconds} s.",
            MemoryLimitExceededException e when e.Message.StartsWith("The array size", StringComparison.Ordinal) => $"The script was stopped: {Line(e.Message)}",
            MemoryLimitExceededException or OutOfMemoryException => $"The script was stopped: it used more than {limits.ScriptMemory / 1024 / 1024} MiB.",
            RecursionDepthOverflowException => $"The script was stopped: its calls were nested more than {limits.ScriptRecursion} deep.",
            InvalidOperationException e when e.Message.StartsWith("Module loading", StringComparison.Ordinal) => "Modules cannot be loaded.",
            _ => Line(error.Message),
        };
        return JintException.TryGetJavaScriptLocation(error, out var location) && location.Start.Line > 0
            ? new ExpressionFailure($"{location.Start.Line}:{location.Start.Column + 1}: {text}", error)
            : new ExpressionFailure(text, error);
    }

    // An error tells its kind and message. Both could be getters that run again what has just been stopped, so only plain values are read.
    private static string Thrown(JsValue value, string message)
    {
        if (value is not ObjectInstance error) return value.IsString() ? Line(value.ToString()) : Line(message);
        var name = Plain(error, "name") ?? (error.Prototype is { } prototype ? Plain(prototype, "name") : null);
        var text = Plain(error, "message");
        return (name, text) switch
        {
            (null, null) => "An object was thrown.",
            (null, _) => Line(text),
            _ => Line($"{name}: {text}"),
        };
    }

    private static string? Plain(ObjectInstance instance, string member) =>
        instance.GetOwnProperty(member) is { } property && property.Value is JsString text ? text.ToString() : null;

    private static string Line(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length <= 500 ? line : line[..497] + "...";
    }
}
