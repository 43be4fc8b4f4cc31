using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions.JavaScript;
using OrderFlow.Engine.Expressions.Liquid;

namespace OrderFlow.Engine.Expressions;

/// <summary>What can be said of an expression without running it.</summary>
public static class ExpressionSyntax
{
    /// <summary>The types of expression that a definition may use.</summary>
    public static IReadOnlyList<string> Types { get; } = ["Literal", "Object", "Json", "Variable", "Input", "JavaScript", "Liquid"];

    /// <summary>Null: nothing is wrong. Else one line: "line:column: what".</summary>
    public static string? Check(Expression expression) => expression.Type switch
    {
        "Literal" => null,
        "Object" or "Json" => CheckJson(expression),
        "Variable" or "Input" => CheckReference(expression),
        "JavaScript" => Failure(expression.Text, ScriptCompiler.Compile),
        "Liquid" => Failure(expression.Text, TemplateCompiler.Compile),
        _ => $"1:1: Unknown type of expression '{expression.Type}'. Use {string.Join(", ", Types)}.",
    };

    private static string? Failure(string text, Func<string, object> compile)
    {
        try
        {
            compile(text);
            return null;
        }
        catch (ExpressionFailure e)
        {
            return e.Message;
        }
    }

    private static string? CheckJson(Expression expression)
    {
        if (string.IsNullOrWhiteSpace(expression.Text) || expression.Value!.GetValueKind() != JsonValueKind.String) return null;
        return JsonValues.TryParse(expression.Text, out _, out var error) ? null : error;
    }

    private static string? CheckReference(Expression expression)
    {
        if (string.IsNullOrWhiteSpace(expression.Text)) return null;
        var opensObject = expression.Text.AsSpan().TrimStart() is ['{', ..];
        if (opensObject && !JsonValues.TryParse(expression.Text, out _, out var error)) return error;
        return ExpressionEvaluator.Reference(expression) is ("", "") ? $"1:1: The {expression.Type} has neither id nor name." : null;
    }
}
