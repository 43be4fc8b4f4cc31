using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions.JavaScript;

internal static class Script
{
    public static ExpressionEvaluator Evaluator { get; } = new(EngineLimits.Default);

    /// <summary>The result as JSON text.</summary>
    public static string Run(string script, TestScope? scope = null) =>
        Evaluator.Evaluate(Of(script), scope ?? new TestScope()).GetRawText();

    public static ExpressionFailure Fails(string script, TestScope? scope = null) => Should.Throw<ExpressionFailure>(() => Run(script, scope));

    public static Expression Of(string script) => new("JavaScript", JsonValue.Create(script));
}
