using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>Scripts and templates that read a variable which nobody declares or sets: null when they run, and mostly a slip of the pen.</summary>
internal static class ScriptRules
{
    public static void Check(List<ScopedActivity> activities, ActivityRegistry registry, ValidationContext context, List<Finding> findings)
    {
        var uses = new List<(ScopedActivity Activity, WrittenExpression Written, VariableUses Uses)>();
        foreach (var activity in activities)
            foreach (var written in WrittenExpression.Of(activity.Definition, registry, context))
                if (Of(written.Expression) is { } found) uses.Add((activity, written, found));

        // A script may make a variable by setting it: which comes first is not known before they run.
        var set = uses.SelectMany(u => u.Uses.Writes).ToHashSet(StringComparer.Ordinal);
        foreach (var (activity, written, found) in uses)
            foreach (var name in found.Reads)
                if (!set.Contains(name) && !activity.Scope.Names.Contains(name) && !ExpressionRules.IsLoopVariable(activity, name, name))
                    findings.Add(Findings.UnknownScriptVariable(activity.Definition, name, written.Name, written.Place));
    }

    // What has a syntax error is reported as that.
    private static VariableUses? Of(Expression expression) => expression.Type switch
    {
        "JavaScript" when ExpressionSyntax.Check(expression) is null => VariableUses.OfScript(expression.Text),
        "Liquid" when ExpressionSyntax.Check(expression) is null => VariableUses.OfTemplate(expression.Text),
        _ => null,
    };
}
