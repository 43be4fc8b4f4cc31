using System.Text.Json;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>What can be said of the expressions of an activity without running them.</summary>
internal static class ExpressionRules
{
    public static void Check(ScopedActivity activity, ActivityRegistry registry, ValidationContext context, List<Finding> findings)
    {
        foreach (var written in WrittenExpression.Of(activity.Definition, registry, context))
        {
            var expression = written.Expression;
            if (ExpressionSyntax.Check(expression) is { } error) findings.Add(Findings.BadExpression(activity.Definition, written.Name, expression.Type, error, written.Place));
            else if (!string.IsNullOrWhiteSpace(expression.Text)) CheckNames(activity, written, findings);
            // What an Object expression says is converted like a literal.
            if (expression is { Type: "Literal" or "Object" or "Json", Value: not null } && written.Input is { } input) CheckLiteral(activity.Definition, input, expression, written.Place, findings);
        }
    }

    private static void CheckNames(ScopedActivity activity, WrittenExpression written, List<Finding> findings)
    {
        if (written.Expression.Type is not ("Variable" or "Input")) return;
        var (id, name) = ExpressionEvaluator.Reference(written.Expression);
        if (written.Expression.Type == "Input")
        {
            if (name.Length > 0 && !activity.Scope.Inputs.Contains(name)) findings.Add(Findings.UnknownInput(activity.Definition, name, written.Name, written.Place));
            return;
        }

        if (!activity.Scope.Names.Contains(id) && !activity.Scope.Names.Contains(name) && !IsLoopVariable(activity, id, name))
            findings.Add(Findings.UnknownVariable(activity.Definition, name.Length > 0 ? name : id, written.Name, written.Place));
    }

    private static void CheckLiteral(ActivityDefinition activity, InputDescriptor input, Expression literal, string place, List<Finding> findings)
    {
        var value = JsonValues.FromNode(literal.Value);
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0) return;
        if (input.Options is { } options)
        {
            // By name, or by the number of Elsa's enumeration.
            if (!options.Contains(JsonValues.AsString(value) ?? "", StringComparer.OrdinalIgnoreCase) && !int.TryParse(JsonValues.AsString(value), out _) && input.Name is not ("Method" or "ContentType"))
                findings.Add(Findings.NotOffered(activity, input.Name, JsonValues.AsString(value) ?? "", options));
            return;
        }

        if (input.TypeName == "Boolean" && value.ValueKind == JsonValueKind.String && !bool.TryParse(value.GetString(), out _))
            findings.Add(Findings.WrongInput(activity, input.Name, "Boolean", JsonValues.AsString(value) ?? "", "", place));
        else if (!TypeConversion.TryConvert(value, input.TypeName, out _, out var error))
            findings.Add(Findings.WrongInput(activity, input.Name, input.TypeName, JsonValues.AsString(value) ?? "", error ?? "", place));
        else if (input.Name == "CronExpression" && CronSchedule.Next(JsonValues.AsString(value) ?? "", DateTimeOffset.UnixEpoch) is null)
            findings.Add(Findings.BadCron(activity, JsonValues.AsString(value) ?? ""));
        else if (input.TypeName == "TimeSpan" && JsonValues.AsTimeSpan(value) < TimeSpan.Zero)
            findings.Add(Findings.WrongInput(activity, input.Name, "a duration of zero or more", JsonValues.AsString(value) ?? "", "Write one without a minus sign", place));
    }

    /// <summary>Whether a loop around the activity gives it the variable.</summary>
    internal static bool IsLoopVariable(ScopedActivity activity, string id, string name)
    {
        for (var scope = activity.Parent; scope is not null; scope = scope.Parent)
            if (scope.Definition.Type is "Elsa.For" or "Elsa.ForEach" or "Elsa.ParallelForEach" && (id is "CurrentValue" or "CurrentIndex" || name is "CurrentValue" or "CurrentIndex")) return true;
        return false;
    }
}
