// PROVISIONAL: helper expr replaces this whole file (delete it) by JsonValues, TypeConversion and ExpressionEvaluator of its own.
// Keep the JsonValues members used by the engine: Null FromString FromNumber FromBoolean IsTrue AsString AsStringList AsDictionary AsInt AsTimeSpan AsDateTimeOffset.
// JavaScript: scope.OutcomeSink non-null => offer setOutcome(name) and setOutcomes([names]).
using System.Globalization;
using System.Text.Json;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;

namespace OrderFlow.Engine.Expressions;

public static class JsonValues
{
    public static JsonElement Null { get; } = JsonSerializer.SerializeToElement<object?>(null);
    public static JsonElement FromString(string s) => JsonSerializer.SerializeToElement(s);
    public static JsonElement FromNumber(int n) => JsonSerializer.SerializeToElement(n);
    public static JsonElement FromBoolean(bool n) => JsonSerializer.SerializeToElement(n);
    public static bool IsTrue(JsonElement e) => e.ValueKind == JsonValueKind.True || (e.ValueKind == JsonValueKind.String && string.Equals(e.GetString(), "true", StringComparison.OrdinalIgnoreCase));
    public static string? AsString(JsonElement e) => e.ValueKind switch { JsonValueKind.String => e.GetString(), JsonValueKind.Null or JsonValueKind.Undefined => null, _ => e.GetRawText() };
    public static IReadOnlyList<string> AsStringList(JsonElement e)
    {
        if (e.ValueKind == JsonValueKind.String && e.GetString()!.TrimStart().StartsWith('[')) e = JsonSerializer.Deserialize<JsonElement>(e.GetString()!);
        return e.ValueKind switch { JsonValueKind.Array => [.. e.EnumerateArray().Select(x => AsString(x) ?? "")], JsonValueKind.Null or JsonValueKind.Undefined => [], _ => AsString(e) is { Length: > 0 } s ? [s] : [] };
    }
    public static IReadOnlyDictionary<string, JsonElement> AsDictionary(JsonElement e)
    {
        if (e.ValueKind == JsonValueKind.String && e.GetString()!.TrimStart().StartsWith('{')) e = JsonSerializer.Deserialize<JsonElement>(e.GetString()!);
        return e.ValueKind == JsonValueKind.Object ? e.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : new Dictionary<string, JsonElement>();
    }
    public static int AsInt(JsonElement e) => e.ValueKind == JsonValueKind.Number ? e.GetInt32() : int.Parse(AsString(e)!, CultureInfo.InvariantCulture);
    public static TimeSpan AsTimeSpan(JsonElement e) => TimeSpan.Parse(AsString(e)!, CultureInfo.InvariantCulture);
    public static DateTimeOffset AsDateTimeOffset(JsonElement e) => DateTimeOffset.Parse(AsString(e)!, CultureInfo.InvariantCulture);
}
public static class TypeConversion
{
    public static bool TryConvert(JsonElement v, string t, out JsonElement c, out string? error)
    {
        (c, error) = (v, null);
        if (t == "Int32") { if (!int.TryParse(JsonValues.AsString(v), out var i)) { error = "no number"; return false; } c = JsonValues.FromNumber(i); }
        if (t == "Boolean") c = JsonValues.FromBoolean(JsonValues.IsTrue(v));
        if (t == "TimeSpan" && !TimeSpan.TryParse(JsonValues.AsString(v), CultureInfo.InvariantCulture, out _)) { error = "no span"; return false; }
        if (t == "DateTimeOffset" && !DateTimeOffset.TryParse(JsonValues.AsString(v), CultureInfo.InvariantCulture, out _)) { error = "no date"; return false; }
        return true;
    }
}
public sealed class ExpressionEvaluator(EngineLimits limits)
{
    public JsonElement Evaluate(Expression e, ExpressionScope s)
    {
        _ = limits;
        switch (e.Type)
        {
            case "Literal": return e.Value is null ? JsonValues.Null : JsonSerializer.SerializeToElement(e.Value);
            case "Object": return JsonSerializer.Deserialize<JsonElement>(e.Text);
            case "JavaScript":
                var js = new Jint.Engine();
                js.SetValue("getVariable", (string n) => s.GetVariable(n).ValueKind == JsonValueKind.Number ? s.GetVariable(n).GetInt32() : (object?)JsonValues.AsString(s.GetVariable(n)));
                js.SetValue("setVariable", (string n, object v) => s.SetVariable(n, JsonSerializer.SerializeToElement(v)));
                js.SetValue("getInput", (string n) => JsonValues.AsString(s.Input.GetValueOrDefault(n)));
                js.SetValue("setOutcome", (string n) => s.OutcomeSink!.Add(n));
                try { return JsonSerializer.SerializeToElement(js.Evaluate(e.Text).ToObject()); } catch (Exception x) { throw new ExpressionFailure(x.Message, x); }
            case "Variable": return s.GetVariable(JsonSerializer.Deserialize<JsonElement>(e.Text).GetProperty("id").GetString()!);
            default: throw new ExpressionFailure("unknown " + e.Type);
        }
    }
    public JsonElement Evaluate(Expression e, ExpressionScope s, string t) { var v = Evaluate(e, s); if (v.ValueKind == JsonValueKind.Null) return v; return TypeConversion.TryConvert(v, t, out var c, out var err) ? c : throw new ExpressionFailure(err!); }
}
