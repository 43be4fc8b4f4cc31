using Acornima;
using Acornima.Ast;
using Fluid.Ast;
using OrderFlow.Engine.Expressions.JavaScript;
using OrderFlow.Engine.Expressions.Liquid;

namespace OrderFlow.Engine.Definitions;

/// <summary>The variables that scripts and templates name in so many words; names that are put together when they run are not seen.</summary>
internal sealed class VariableUses
{
    public HashSet<string> Reads { get; } = new(StringComparer.Ordinal);
    public HashSet<string> Writes { get; } = new(StringComparer.Ordinal);

    /// <param name="text">A script without syntax errors.</param>
    public static VariableUses OfScript(string text)
    {
        var uses = new VariableUses();
        // Most scripts name no variable: they need not be read a second time.
        if (text.Contains("ariable", StringComparison.Ordinal)) uses.Visit(ScriptCompiler.Compile(text).Program.Program!);
        return uses;
    }

    /// <param name="text">A template without syntax errors.</param>
    public static VariableUses OfTemplate(string text)
    {
        var uses = new VariableUses();
        if (text.Contains("Variables", StringComparison.Ordinal)) new TemplateVisitor(uses.Reads).VisitTemplate(TemplateCompiler.Compile(text));
        return uses;
    }

    private void Visit(Node node)
    {
        switch (node)
        {
            case CallExpression { Callee: Identifier { Name: "getVariable" }, Arguments: [Acornima.Ast.Literal { Value: string name }, ..] }:
                Reads.Add(name);
                break;
            case CallExpression { Callee: Identifier { Name: "setVariable" }, Arguments: [Acornima.Ast.Literal { Value: string name }, ..] }:
                Writes.Add(name);
                break;
            case AssignmentExpression { Operator: Operator.Assignment, Left: Acornima.Ast.MemberExpression target } assignment when NameOf(target) is { } name:
                Writes.Add(name);
                Visit(assignment.Right);
                return;
            case Acornima.Ast.MemberExpression member when NameOf(member) is { } name:
                Reads.Add(name);
                break;
        }

        foreach (var child in node.ChildNodes) Visit(child);
    }

    private static string? NameOf(Acornima.Ast.MemberExpression member) => member switch
    {
        { Object: Identifier { Name: "variables" }, Computed: false, Property: Identifier property } => property.Name,
        { Object: Identifier { Name: "variables" }, Computed: true, Property: Acornima.Ast.Literal { Value: string text } } => text,
        _ => null,
    };

    private sealed class TemplateVisitor(HashSet<string> reads) : Fluid.Ast.AstVisitor
    {
        protected override Fluid.Ast.Expression VisitMemberExpression(Fluid.Ast.MemberExpression memberExpression)
        {
            if (memberExpression.Segments is [IdentifierSegment { Identifier: "Variables" }, IdentifierSegment { Identifier: var name }, ..]) reads.Add(name);
            return base.VisitMemberExpression(memberExpression);
        }
    }
}
