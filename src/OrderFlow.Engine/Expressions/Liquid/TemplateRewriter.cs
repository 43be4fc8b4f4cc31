using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>Replaces the parts of a template that could grow without writing anything, and refuses filters that do not exist.</summary>
internal sealed class TemplateRewriter(TemplateOptions options) : AstRewriter
{
    protected override Expression VisitRangeExpression(RangeExpression rangeExpression) => new BoundedRange(rangeExpression);

    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        var inner = (CaptureStatement)base.VisitCaptureStatement(captureStatement);
        return new BoundedCapture(inner.Identifier, inner.Statements);
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression) =>
        options.Filters.TryGetValue(filterExpression.Name, out _)
            ? base.VisitFilterExpression(filterExpression)
            : throw new ExpressionFailure($"1:1: There is no filter '{filterExpression.Name}'.");
}

/// <summary><c>(1..n)</c>, which Fluid would make as a list however large n is.</summary>
internal sealed class BoundedRange(RangeExpression range) : Expression
{
    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var from = await range.From.EvaluateAsync(context);
        var to = await range.To.EvaluateAsync(context);
        TemplateBudget.Items((double)to.ToNumberValue() - (double)from.ToNumberValue() + 1);
        return await new RangeExpression(new LiteralExpression(from), new LiteralExpression(to)).EvaluateAsync(context);
    }
}

/// <summary><c>{% capture x %}</c> into a buffer that has a limit.</summary>
internal sealed class BoundedCapture(string identifier, IReadOnlyList<Statement> statements) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        await using var buffer = new BudgetWriter(TemplateBudget.Of(context));
        var completion = Completion.Normal;
        foreach (var statement in statements)
        {
            completion = await statement.WriteToAsync(buffer, encoder, context);
            if (completion != Completion.Normal) break;
        }

        context.SetValue(identifier, new StringValue(buffer.ToString(), false));
        return completion;
    }
}
