using System.Text.Json;
using Fluid;
using Fluid.Values;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>Renders a template: the values that Elsa offers, under the names that Elsa gives them.</summary>
internal static class TemplateRun
{
    /// <summary>The text. What a template assigns is gone when it is over.</summary>
    public static JsonElement Render(IFluidTemplate template, ExpressionScope scope, EngineLimits limits)
    {
        var budget = new TemplateBudget(limits);
        var context = new TemplateContext(TemplateCompiler.Options) { Now = () => scope.Now };
        budget.Attach(context);
        Fill(context, scope);
        using var writer = new BudgetWriter(budget);
        try
        {
            var rendering = template.RenderAsync(writer, NullEncoder.Default, context);
            // Nothing in it waits, so this is over when it comes back.
            rendering.AsTask().GetAwaiter().GetResult();
            return JsonValues.FromString(writer.ToString());
        }
        catch (ExpressionFailure)
        {
            throw;
        }
        // A filter given odd values throws whatever .NET threw at it; none of that may pass as anything but a failed expression.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new ExpressionFailure(Message(e), e);
        }
    }

    private static void Fill(TemplateContext context, ExpressionScope scope)
    {
        context.SetValue("Variables", new NamedValues(name => TemplateValues.Of(scope.GetVariable(name)), () => scope.VariableNames));
        context.SetValue("Input", new NamedValues(name => TemplateValues.Of(scope.Input.GetValueOrDefault(name)), () => scope.Input.Keys));
        SetText("CorrelationId", scope.CorrelationId);
        SetText("WorkflowInstanceId", scope.WorkflowInstanceId);
        SetText("WorkflowDefinitionId", scope.WorkflowDefinitionId);
        SetText("WorkflowDefinitionVersionId", scope.WorkflowDefinitionVersionId);
        context.SetValue("WorkflowDefinitionVersion", NumberValue.Create(scope.WorkflowDefinitionVersion));
        foreach (var (name, value) in scope.Extras) context.SetValue(name, TemplateValues.Of(value));

        void SetText(string name, string? text) => context.SetValue(name, text is null ? NilValue.Instance : new StringValue(text));
    }

    private static string Message(Exception error) => error switch
    {
        InvalidOperationException e when e.Message.Contains("recursion", StringComparison.OrdinalIgnoreCase) => "The template was stopped: it ran more than 100000 steps.",
        DivideByZeroException => "Division by zero.",
        _ => error.Message.Split('\n')[0].Trim(),
    };
}
