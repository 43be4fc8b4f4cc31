using System.Text.Json.Nodes;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Engine.Definitions;

/// <summary>An expression of an activity with where it stands.</summary>
/// <param name="Name">Of the input, as a person knows it.</param>
/// <param name="Place">JSON pointer, relative to the activity.</param>
/// <param name="Input">What is known of the input; null: nothing.</param>
internal sealed record WrittenExpression(string Name, string Place, Expression Expression, InputDescriptor? Input)
{
    /// <summary>Of the inputs, the conditions of cases, and the inputs of a workflow used as an activity.</summary>
    public static IEnumerable<WrittenExpression> Of(ActivityDefinition activity, ActivityRegistry registry, ValidationContext context)
    {
        var descriptor = registry.Describe(activity.Type);
        foreach (var (name, expression) in activity.Inputs)
        {
            var place = "/" + JsonPointer.Escape(activity.Source.NameOf(name) ?? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name));
            yield return new WrittenExpression(name, place, AsCode(activity, name, expression), descriptor?.Inputs.FirstOrDefault(i => i.Name == name));
        }

        foreach (var candidate in activity.Cases)
            if (candidate.Condition is { } condition)
                yield return new WrittenExpression($"Cases ({candidate.Label})", candidate.Pointer.Length > 0 ? candidate.Pointer[activity.Pointer.Length..] + "/condition" : "/cases", condition, null);

        if (descriptor is not null || ChildRules.ReferenceOf(activity) is null) yield break;
        var declared = context.Used(activity)?.Inputs ?? [];
        foreach (var (member, value) in activity.Source)
        {
            if (value is not JsonObject wrapped || wrapped.Member("expression") is not JsonObject || ActivityReader.ExpressionOf(wrapped) is not { } expression) continue;
            var input = declared.FirstOrDefault(i => ReferenceEquals(ChildRules.MemberOf(activity.Source, i.Name), value));
            yield return new WrittenExpression(
                input?.Name ?? member, "/" + JsonPointer.Escape(member), expression, input is null ? null : new InputDescriptor(input.Name, input.IsArray ? input.Type + "[]" : input.Type));
        }
    }

    // A script that is given as a literal, as RunJavaScript's, is code all the same.
    private static Expression AsCode(ActivityDefinition activity, string input, Expression expression) =>
        activity.Type == "Elsa.RunJavaScript" && input == "Script" && expression.Type == "Literal" ? new Expression("JavaScript", expression.Value) : expression;
}
