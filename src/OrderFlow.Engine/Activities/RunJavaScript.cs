using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Activities;

/// <summary>Runs a script; its value is the result, <c>setOutcome</c> and <c>setOutcomes</c> name the outcomes.</summary>
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
            new InputDescriptor("Script", "String", "code-editor", "The script.", AutoEvaluate: false),
            new InputDescriptor("PossibleOutcomes", "List<String>", "dynamic-outcomes", "The outcomes that the script may set.", AutoEvaluate: false),
        ],
        Outputs = [new OutputDescriptor("Result", "Object", "The value of the script.")],
        OutcomesInput = "PossibleOutcomes",
        FixedOutcomes = ["Done"],
    };

    public override void Execute(ActivityContext context)
    {
        var outcomes = new List<string>();
        var script = JsonValues.AsString(context.Evaluate("Script"));
        if (!string.IsNullOrWhiteSpace(script)) context.SetOutput("Result", context.EvaluateExpression(new Expression("JavaScript", script), outcomes));
        context.Complete(outcomes);
    }
}
