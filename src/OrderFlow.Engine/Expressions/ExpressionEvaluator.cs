using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Expressions;

/// <summary>Evaluates expressions of every type. Thread-safe; one serves all instances and keeps parsed scripts and templates.</summary>
public sealed class ExpressionEvaluator(EngineLimits limits)
{
    private readonly EngineLimits limits = limits;

    /// <summary>
    /// The value; JSON null where there is none (an empty script, an input that was not given). Throws <see cref="ExpressionFailure"/>
    /// and nothing else.
    /// </summary>
    public JsonElement Evaluate(Expression expression, ExpressionScope scope) => expression.Type switch
    {
        "Literal" => JsonValues.FromNode(expression.Value),
        "Object" or "Json" => Json(expression),
        "Variable" => Variable(expression, scope),
        "JavaScript" => Script(expression, scope),
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
            ? JsonValues.FromNode(expression.Value)
            : Evaluate(expression, scope);
        return TypeConversion.Convert(value, targetType);
    }

    private static JsonElement Script(Expression expression, ExpressionScope scope)
    {
        using var js = new Jint.Engine();
        js.SetValue("getVariable", (string n) => scope.GetVariable(n).ValueKind == JsonValueKind.Number ? scope.GetVariable(n).GetInt32() : (object?)JsonValues.AsString(scope.GetVariable(n)));
        js.SetValue("setVariable", (string n, object v) => scope.SetVariable(n, JsonSerializer.SerializeToElement(v)));
        js.SetValue("getInput", (string n) => JsonValues.AsString(scope.Input.GetValueOrDefault(n)));
        js.SetValue("setOutcome", (string n) => scope.OutcomeSink!.Add(n));
        try
        {
            return JsonSerializer.SerializeToElement(js.Evaluate(expression.Text).ToObject());
        }
        catch (Exception e) when (e is not ExpressionFailure)
        {
            throw new ExpressionFailure(e.Message, e);
        }
    }

    private static JsonElement Json(Expression expression)
    {
        if (string.IsNullOrWhiteSpace(expression.Text)) return JsonValues.Null;
        if (expression.Value!.GetValueKind() != JsonValueKind.String) return JsonValues.FromNode(expression.Value);
        return JsonValues.TryParse(expression.Text, out var json, out var error) ? json : throw new ExpressionFailure($"Not JSON, {error}");
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
