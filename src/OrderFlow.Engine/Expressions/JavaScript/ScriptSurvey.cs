using System.Collections.Frozen;
using System.Text.Json;
using Acornima;
using Acornima.Ast;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>What a script's text tells about what it can reach, so that an evaluation prepares only that.</summary>
internal sealed class ScriptSurvey
{
    private static readonly FrozenSet<string> Mutators = FrozenSet.ToFrozenSet(
    [
        "push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin", "assign", "defineProperty", "defineProperties",
        "setPrototypeOf", "Reflect",
    ]);

    // With one of these a property is read whose name nobody wrote down.
    private static readonly string[] Reflection = ["Reflect", "getOwnPropertyDescriptor", "getOwnPropertyDescriptors"];

    private readonly HashSet<string> names = [];
    private readonly HashSet<string> variables = [];
    private bool readsByComputedName;
    private bool usesThis;
    private int variablesUses;

    /// <summary>Names that the script uses without declaring them.</summary>
    public IReadOnlyCollection<string> Globals { get; private init; } = [];

    /// <summary>True where an object may be changed in place.</summary>
    public bool Mutates { get; private set; }

    /// <summary>Where the first BigInt literal stands; null: none.</summary>
    public Position? BigInt { get; private set; }

    /// <summary>The script is nothing but the reading of one variable or input; null: it is more.</summary>
    public PureRead? Read { get; private set; }

    /// <summary>The global object is at hand: every global can be reached by a name that is put together.</summary>
    public bool SeesGlobalObject => usesThis || names.Contains("globalThis");

    /// <summary>The members of <c>variables</c> that are named; null: it is used in other ways too, so all count.</summary>
    public IReadOnlyCollection<string>? Variables => variablesUses == variables.Count && !SeesGlobalObject ? variables : null;

    /// <summary>False: no property of this name can be reached.</summary>
    public bool MayUse(string name) => readsByComputedName || names.Contains(name);

    public static ScriptSurvey Of(Script script, IReadOnlyCollection<string> globals)
    {
        var survey = new ScriptSurvey { Globals = globals };
        survey.Visit(script);
        survey.readsByComputedName |= Reflection.Any(survey.names.Contains);
        survey.Mutates |= survey.readsByComputedName || survey.names.Overlaps(Mutators);
        if (script.Body is [ExpressionStatement { Expression: var expression }]) survey.Read = PureRead.Of(expression);
        return survey;
    }

    private void Visit(Node node)
    {
        switch (node)
        {
            case Identifier identifier:
                names.Add(identifier.Name);
                if (identifier.Name == "variables") variablesUses++;
                break;
            case BigIntLiteral:
                BigInt ??= node.Location.Start;
                break;
            case Literal { Value: string text }:
                names.Add(text);
                break;
            case ThisExpression:
                usesThis = true;
                break;
            case MemberExpression member:
                VisitMember(member);
                break;
            case AssignmentExpression { Left: not Identifier } or UpdateExpression { Argument: not Identifier } or UnaryExpression { Operator: Operator.Delete }:
            case ForInStatement { Left: not VariableDeclaration } or ForOfStatement { Left: not VariableDeclaration }:
                Mutates = true;
                break;
            case Property { Computed: true }:
                readsByComputedName = true;
                break;
        }

        foreach (var child in node.ChildNodes) Visit(child);
    }

    private void VisitMember(MemberExpression member)
    {
        if (member is { Computed: true, Property: not Literal }) readsByComputedName = true;
        if (member is not { Object: Identifier { Name: "variables" } }) return;
        switch (member)
        {
            case { Computed: false, Property: Identifier property }:
                Name(property.Name);
                break;
            case { Computed: true, Property: Literal { Value: string text } }:
                Name(text);
                break;
        }

        void Name(string name)
        {
            // A second use of the same member must not look like a use of another kind.
            if (!variables.Add(name)) variablesUses--;
        }
    }
}

/// <summary>A script that only reads: the value is taken as it is stored, with every digit that JavaScript's numbers could not hold.</summary>
internal sealed record PureRead(bool IsInput, string Name)
{
    /// <summary>Null: the value is one that JavaScript shows otherwise (a date, bytes, a fraction), or does not exist: run the script.</summary>
    public JsonElement? Of(ExpressionScope scope)
    {
        if (scope.Extras.Count > 0 || scope.VariableType(Name) is "DateTime" or "DateTimeOffset" or "ByteArray") return null;
        var value = IsInput ? scope.Input.GetValueOrDefault(Name) : scope.GetVariable(Name);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.Number when value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') => null,
            _ => value,
        };
    }

    public static PureRead? Of(Expression expression) => expression switch
    {
        CallExpression { Callee: Identifier { Name: "getVariable" or "getInput" } callee, Arguments: [Literal { Value: string name }] } =>
            new PureRead(callee.Name == "getInput", name),
        MemberExpression { Computed: false, Object: Identifier { Name: "variables" }, Property: Identifier member } => new PureRead(false, member.Name),
        _ => null,
    };
}
