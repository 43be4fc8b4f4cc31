using System.Text.Json;
using System.Text.Json.Nodes;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>A value as a definition says it. Two are equal when they mean the same, however they are spelled.</summary>
public sealed class DefinitionValue : IEquatable<DefinitionValue>
{
    private readonly string sense;

    private DefinitionValue(string syntax, JsonNode? value, string text, string sense) => (Syntax, Value, Text, this.sense) = (syntax, value, text, sense);

    /// <summary>Of an expression: Literal, Object, Variable, Input, JavaScript, Liquid; else "".</summary>
    public string Syntax { get; }

    /// <summary>As it is written.</summary>
    public JsonNode? Value { get; }

    /// <summary>For people: a variable by its name, text as it is, anything else as JSON.</summary>
    public string Text { get; }

    /// <summary>Of a list: its items, as both versions call them.</summary>
    internal IReadOnlyList<string> Keys { get; private init; } = [];

    public static DefinitionValue OfText(string text) => new("", JsonValue.Create(text), text, CanonicalJson.Of(JsonValue.Create(text)));

    public static DefinitionValue OfJson(JsonNode value) => new("", value, TextOf(value), CanonicalJson.Of(value));

    /// <param name="written">Ids or labels, as they are written.</param>
    /// <param name="keys">What both versions call them.</param>
    /// <param name="text">For people.</param>
    internal static DefinitionValue OfList(IEnumerable<string> written, IReadOnlyList<string> keys, string text) =>
        new("", new JsonArray([.. written.Select(w => JsonValue.Create(w))]), text, CanonicalJson.Of(new JsonArray([.. keys.Select(k => JsonValue.Create(k))]))) { Keys = keys };

    /// <param name="type">Alias of the type that the value is converted to; null: unknown.</param>
    /// <param name="names">What ids of variables are called, and how the other version calls them.</param>
    internal static DefinitionValue Of(Expression expression, string? type, VariableNames names)
    {
        var target = TypeAliases.Normalize(type);
        switch (expression.Type)
        {
            case "Literal":
                return new("Literal", expression.Value, expression.Text, "=" + Constant(expression.Value, target));
            case "Object" or "Json":
                var json = Parse(expression.Text);
                // As text it stays text for the target type Object: there it is not the same as a literal.
                return new("Object", expression.Value, expression.Text, (json is JsonObject or JsonArray && target != "Object" ? "=" : "Object:") + (json is null ? expression.Text : CanonicalJson.Of(json)));
            case "Variable":
                var (id, name) = ExpressionEvaluator.Reference(expression);
                return OfVariable(expression.Value, id.Length > 0 ? id : name, name, names);
            case "Input":
                return new("Input", expression.Value, ExpressionEvaluator.Reference(expression).Name, "Input:" + ExpressionEvaluator.Reference(expression).Name);
            default:
                return new(expression.Type, expression.Value, expression.Text, $"{expression.Type}:{Lines(expression.Text)}");
        }
    }

    /// <summary>A variable that is named by its id.</summary>
    internal static DefinitionValue OfVariable(JsonNode? written, string id, string name, VariableNames names) =>
        new("Variable", written, names.NameOf(id) ?? (name.Length > 0 ? name : id), "Variable:" + names.KeyOf(id));

    public bool Equals(DefinitionValue? other) => other is not null && sense == other.sense;

    public override bool Equals(object? obj) => Equals(obj as DefinitionValue);

    public override int GetHashCode() => sense.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Syntax.Length > 0 ? $"{Syntax}: {Text}" : Text;

    // The text "3" and the number 3 are the same to an input that takes numbers, and to one that takes text.
    private static string Constant(JsonNode? value, string target)
    {
        if (target == "Object" || value is null) return CanonicalJson.Of(value);
        if (value is JsonObject or JsonArray) return CanonicalJson.Of(value);
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (target == "String") return CanonicalJson.Of(JsonValue.Create(Lines(text)));
        if (target == "Boolean") text = text.ToLowerInvariant();
        return Parse(text) is JsonObject or JsonArray ? CanonicalJson.Of(Parse(text)) : CanonicalJson.Of(JsonValue.Create(text));
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");

    private static string TextOf(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : DefinitionWriter.Text(value);
}
