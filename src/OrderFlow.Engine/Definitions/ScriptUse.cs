using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>A script or template of an activity with the variables that it names.</summary>
internal sealed record ScriptUse(ScopedActivity Activity, WrittenExpression Written, VariableUses Uses)
{
    /// <summary>All of a definition; what has a syntax error is left out, and reported as that.</summary>
    public static List<ScriptUse> Of(List<ScopedActivity> activities, ActivityRegistry registry, ValidationContext context)
    {
        var found = new List<ScriptUse>();
        foreach (var activity in activities)
            foreach (var written in WrittenExpression.Of(activity.Definition, registry, context))
                if (Of(written.Expression) is { } uses) found.Add(new ScriptUse(activity, written, uses));
        return found;
    }

    private static VariableUses? Of(Expression expression) => expression.Type switch
    {
        "JavaScript" when ExpressionSyntax.Check(expression) is null => VariableUses.OfScript(expression.Text),
        "Liquid" when ExpressionSyntax.Check(expression) is null => VariableUses.OfTemplate(expression.Text),
        _ => null,
    };
}
