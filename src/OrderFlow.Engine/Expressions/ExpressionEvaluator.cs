using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions.JavaScript;
using OrderFlow.Engine.Expressions.Liquid;

namespace OrderFlow.Engine.Expressions;

/// <summary>Evaluates expressions of every type. Thread-safe; one serves all instances and keeps parsed scripts and templates.</summary>
public sealed class ExpressionEvaluator(EngineLimits limits)
{
    private const int KeptTexts = 2_000;

    private readonly BoundedCache<CompiledScript> scripts = new(KeptTexts, ScriptCompiler.Compile);
    private readonly BoundedCache<Fluid.IFluidTemplate> templates = new(KeptTexts, TemplateCompiler.Compile);

    /// <summary>
    /// The value; JSON null where there is none (an empty script, an input that was not given). Throws <see cref="ExpressionFailure"/>
    /// and nothing else.
    /// </summary>
    public JsonElement Evaluate(Expression expression, ExpressionScope scope) => expression.Type switch
    {
        "Literal" => Plain(expression),
        "Object" or "Json" => Json(expression),
        "Variable" => Variable(expression, scope),
        "JavaScript" => Script(expression, scope),
        "Liquid" => Template(expression, scope),
        "Input" => scope.Input.TryGetValue(Reference(expression).Name, out var input) ? OrNull(input) : JsonValues.Null,
        _ => throw new ExpressionFailure($"Unknown type of expression '{expression.Type}'. Use {string.Join(", ", ExpressionSyntax.Types)}."),
    };

    /// <summary>
    /// The value, converted by <see cref="TypeConversion"/>. An Object expression written as text stays that text for the target type
    /// Object, as in Elsa.
    /// </summary>
    public JsonElement Evaluate(Expression expression, ExpressionScope scope, string targetType)
    {
        var value = expression is { Type: "Object" or "Json" } && !string.IsNullOrWhiteSpace(expression.Text)
            ? Plain(expression)
            : Evaluate(expression, scope);
        return TypeConversion.Convert(value, targetType);
    }

    private JsonElement Script(Expression expression, ExpressionScope scope)
    {
        var text = expression.Text;
        if (string.IsNullOrWhiteSpace(text)) return JsonValues.Null;
        var script = scripts.Get(text);
        return script.Survey.Read?.Of(scope) ?? ScriptRun.Evaluate(script, scope, limits);
    }

    private JsonElement Template(Expression expression, ExpressionScope scope)
    {
        var text = expression.Text;
        if (string.IsNullOrWhiteSpace(text)) return JsonValues.Null;
        // Most are plain text.
        return text.Contains('{', StringComparison.Ordinal) ? TemplateRun.Render(templates.Get(text), scope, limits) : JsonValues.FromString(text);
    }

    private static JsonElement Json(Expression expression)
    {
        if (string.IsNullOrWhiteSpace(expression.Text)) return JsonValues.Null;
        if (expression.Value!.GetValueKind() != JsonValueKind.String) return Plain(expression);
        return JsonValues.TryParse(expression.Text, out var json, out var error) ? json : throw new ExpressionFailure($"Not JSON, {error}");
    }

    private static JsonElement Plain(Expression expression)
    {
        try
        {
            return JsonValues.FromNode(expression.Value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ExpressionFailure($"The value is nested more than {JsonValues.MaxDepth} levels deep.", e);
        }
    }

    private static JsonElement Variable(Expression expression, ExpressionScope scope)
    {
        if (string.IsNullOrWhiteSpace(expression.Text)) return JsonValues.Null;
        var (id, name) = Reference(expression);
        var value = id.Length > 0 ? scope.GetVariable(id) : default;
        if (value.ValueKind == JsonValueKind.Undefined && name.Length > 0) value = scope.GetVariable(name);
        return value.ValueKind != JsonValueKind.Undefined
            ? value
            : throw new ExpressionFailure($"There is no variable '{(name.Length > 0 ? name : id)}' here.");
    }

    private static JsonElement OrNull(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? JsonValues.Null : value;

    /// <summary>Id and name of the variable or input that is meant: an object, JSON text of one, or a bare name. Absent: "".</summary>
    internal static (string Id, string Name) Reference(Expression expression)
    {
        var node = expression.Value;
        if (expression.Text.AsSpan().TrimStart() is ['{', ..] && JsonValues.TryParse(expression.Text, out var json, out _))
            node = JsonSerializer.SerializeToNode(json);
        return node is JsonObject reference ? (Member(reference, "id"), Member(reference, "name")) : (expression.Text, expression.Text);
    }

    private static string Member(JsonObject reference, string name) =>
        (reference[name] ?? reference[char.ToUpperInvariant(name[0]) + name[1..]]) is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
