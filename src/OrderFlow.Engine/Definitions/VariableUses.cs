using Acornima;
using Acornima.Ast;
using Fluid.Ast;
using OrderFlow.Engine.Expressions.JavaScript;
using OrderFlow.Engine.Expressions.Liquid;

namespace OrderFlow.Engine.Definitions;

/// <summary>The variables that scripts and templates name in so many words; a name that is put together when they run is not seen, but that there may be one is.</summary>
internal sealed class VariableUses
{
    // Without one of these in it a script names no variable: it need not be read a second time.
    private static readonly string[] Signs = ["ariable", "get", "set", "this", "globalThis", "eval", "Function"];

    public HashSet<string> Reads { get; } = new(StringComparer.Ordinal);
    public HashSet<string> Writes { get; } = new(StringComparer.Ordinal);

    /// <summary>Variables that are read and written in one, as with <c>+=</c>; they are among the reads too.</summary>
    public HashSet<string> Changes { get; } = new(StringComparer.Ordinal);

    /// <summary>Functions that may be made for a variable: getTotal, setTotal.</summary>
    public HashSet<string> Accessors { get; } = new(StringComparer.Ordinal);

    /// <summary>Any variable may be used besides: by a name that is put together, or all of them at once.</summary>
    public bool IsOpen { get; private set; }

    /// <param name="text">A script without syntax errors.</param>
    public static VariableUses OfScript(string text)
    {
        var uses = new VariableUses();
        if (Signs.Any(s => text.Contains(s, StringComparison.Ordinal))) uses.Visit(ScriptCompiler.Compile(text).Program.Program!);
        return uses;
    }

    /// <param name="text">A template without syntax errors.</param>
    public static VariableUses OfTemplate(string text)
    {
        var uses = new VariableUses();
        if (text.Contains("Variables", StringComparison.Ordinal)) new TemplateVisitor(uses).VisitTemplate(TemplateCompiler.Compile(text));
        return uses;
    }

    private void Visit(Node node)
    {
        switch (node)
        {
            case CallExpression { Callee: Identifier { Name: "getVariable" or "setVariable" } callee, Arguments: [Acornima.Ast.Literal { Value: string name }, ..] } call:
                (callee.Name == "getVariable" ? Reads : Writes).Add(name);
                foreach (var argument in call.Arguments.Skip(1)) Visit(argument);
                return;
            case AssignmentExpression { Operator: Operator.Assignment, Left: Acornima.Ast.MemberExpression target } assignment when NameOf(target) is { } name:
                Writes.Add(name);
                Visit(assignment.Right);
                return;
            case AssignmentExpression { Left: Acornima.Ast.MemberExpression target } when NameOf(target) is { } name:
                Changes.Add(name);
                break;
            case UpdateExpression { Argument: Acornima.Ast.MemberExpression target } when NameOf(target) is { } name:
                Changes.Add(name);
                break;
            case Acornima.Ast.MemberExpression member when NameOf(member) is { } name:
                Reads.Add(name);
                return;
            case Identifier { Name: "variables" or "getVariable" or "setVariable" or "globalThis" or "eval" or "Function" } or ThisExpression:
                IsOpen = true;
                break;
            case Identifier identifier when identifier.Name.StartsWith("get", StringComparison.Ordinal) || identifier.Name.StartsWith("set", StringComparison.Ordinal):
                Accessors.Add(identifier.Name);
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

    private sealed class TemplateVisitor(VariableUses uses) : Fluid.Ast.AstVisitor
    {
        protected override Fluid.Ast.Expression VisitMemberExpression(Fluid.Ast.MemberExpression memberExpression)
        {
            switch (memberExpression.Segments)
            {
                case [IdentifierSegment { Identifier: "Variables" }, IdentifierSegment { Identifier: var name }, ..]:
                    uses.Reads.Add(name);
                    break;
                case [IdentifierSegment { Identifier: "Variables" }, ..]:
                    uses.IsOpen = true;
                    break;
            }

            return base.VisitMemberExpression(memberExpression);
        }
    }
}
