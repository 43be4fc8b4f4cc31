namespace OrderFlow.Engine.Expressions;

/// <summary>An expression that cannot be evaluated or whose value cannot be converted: becomes an incident that names the activity and input.</summary>
public sealed class ExpressionFailure : Exception
{
    public ExpressionFailure(string message) : base(message) { }

    public ExpressionFailure(string message, Exception inner) : base(message, inner) { }
}
