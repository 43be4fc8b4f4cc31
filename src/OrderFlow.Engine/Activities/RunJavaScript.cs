using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>
/// Runs a script; its value, if it has one, is the result: a script that gives none leaves the variable alone that the result is bound
/// to. <c>setOutcome</c> and <c>setOutcomes</c> name the outcomes.
/// </summary>
internal sealed class RunJavaScript : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.RunJavaScript",
        Category = "Scripting",
        DisplayName = "Run JavaScript",
        Description = "Runs a script.",
        Inputs =
        [
            new InputDescriptor("Script", "String", "code-editor", "The script."),
            new InputDescriptor("PossibleOutcomes", "List<String>", "dynamic-outcomes", "The outcomes that the script may set."),
        ],
        Outputs = [new OutputDescriptor("Result", "Object", "The value of the script.")],
        OutcomesInput = "PossibleOutcomes",
        FixedOutcomes = ["Done"],
    };

    public override void Execute(ActivityContext context)
    {
        var outcomes = new List<string>();
        var script = JsonValues.AsString(context.Input("Script"));
        if (!string.IsNullOrWhiteSpace(script) && context.EvaluateExpression(new Expression("JavaScript", script), outcomes) is { ValueKind: not JsonValueKind.Null } result)
            context.SetOutput("Result", result);
        context.Complete(outcomes);
    }
}
