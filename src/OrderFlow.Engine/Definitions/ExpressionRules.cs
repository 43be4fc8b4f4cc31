using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions;

/// <summary>What can be said of the expressions of an activity without running them.</summary>
internal static class ExpressionRules
{
    public static void Check(ScopedActivity activity, ActivityRegistry registry, List<Finding> findings)
    {
        var definition = activity.Definition;
        var descriptor = registry.Describe(definition.Type);
        foreach (var (name, expression) in definition.Inputs)
        {
            Check(activity, name, expression, findings);
            if (expression.Type == "Literal" && expression.Value is not null && descriptor?.Inputs.FirstOrDefault(i => i.Name == name) is { } input)
                CheckLiteral(definition, input, expression, findings);
        }

        foreach (var candidate in definition.Cases)
            if (candidate.Condition is { } condition) Check(activity, $"Cases ({candidate.Label})", condition, findings);
        // A script that is given as a literal, as RunJavaScript's, is code all the same.
        if (definition.Type == "Elsa.RunJavaScript" && definition.Inputs.TryGetValue("Script", out var script) && script.Type == "Literal"
            && ExpressionSyntax.Check(new Expression("JavaScript", script.Value)) is { } error)
            findings.Add(Findings.BadExpression(definition, "Script", "JavaScript", error));
    }

    private static void Check(ScopedActivity activity, string input, Expression expression, List<Finding> findings)
    {
        if (ExpressionSyntax.Check(expression) is { } error)
        {
            findings.Add(Findings.BadExpression(activity.Definition, input, expression.Type, error));
            return;
        }

        if (string.IsNullOrWhiteSpace(expression.Text)) return;
        if (expression.Type == "Variable" && Reference(expression) is var (id, name) && !activity.Scope.Names.Contains(id) && !activity.Scope.Names.Contains(name) && !IsLoopVariable(activity, id, name))
            findings.Add(Findings.UnknownVariable(activity.Definition, name.Length > 0 ? name : id, input));
        if (expression.Type == "Input" && Reference(expression) is var (_, wanted) && wanted.Length > 0 && !activity.Scope.Inputs.Contains(wanted))
            findings.Add(Findings.UnknownInput(activity.Definition, wanted, input));
    }

    private static void CheckLiteral(ActivityDefinition activity, InputDescriptor input, Expression literal, List<Finding> findings)
    {
        var value = JsonSerializer.SerializeToElement(literal.Value);
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0) return;
        if (input.Options is { } options)
        {
            // By name, or by the number of Elsa's enumeration.
            if (!options.Contains(JsonValues.AsString(value) ?? "", StringComparer.OrdinalIgnoreCase) && !int.TryParse(JsonValues.AsString(value), out _) && input.Name is not ("Method" or "ContentType"))
                findings.Add(Findings.NotOffered(activity, input.Name, JsonValues.AsString(value) ?? "", options));
            return;
        }

        if (input.TypeName == "Boolean" && value.ValueKind == JsonValueKind.String && !bool.TryParse(value.GetString(), out _))
            findings.Add(Findings.WrongInput(activity, input.Name, "Boolean", JsonValues.AsString(value) ?? "", "use true or false"));
        else if (!TypeConversion.TryConvert(value, input.TypeName, out _, out var error))
            findings.Add(Findings.WrongInput(activity, input.Name, input.TypeName, JsonValues.AsString(value) ?? "", error ?? ""));
        else if (input.Name == "CronExpression" && CronSchedule.Next(JsonValues.AsString(value) ?? "", DateTimeOffset.UnixEpoch) is null)
            findings.Add(Findings.BadCron(activity, JsonValues.AsString(value) ?? ""));
        else if (input.TypeName == "TimeSpan" && JsonValues.AsTimeSpan(value) < TimeSpan.Zero)
            findings.Add(Findings.WrongInput(activity, input.Name, "TimeSpan", JsonValues.AsString(value) ?? "", "must not be below zero"));
    }

    private static (string Id, string Name) Reference(Expression expression)
    {
        try
        {
            var node = expression.Value is JsonObject given ? given : expression.Text.TrimStart().StartsWith('{') ? JsonNode.Parse(expression.Text) : null;
            return node is JsonObject reference ? (reference["id"]?.ToString() ?? "", reference["name"]?.ToString() ?? "") : (expression.Text, expression.Text);
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    private static bool IsLoopVariable(ScopedActivity activity, string id, string name)
    {
        for (var scope = activity.Parent; scope is not null; scope = scope.Parent)
            if (scope.Definition.Type is "Elsa.For" or "Elsa.ForEach" or "Elsa.ParallelForEach" && (id is "CurrentValue" or "CurrentIndex" || name is "CurrentValue" or "CurrentIndex")) return true;
        return false;
    }
}
