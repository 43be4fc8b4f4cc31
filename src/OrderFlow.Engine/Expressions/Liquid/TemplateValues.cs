using System.Text.Encodings.Web;
using System.Text.Json;
using Fluid;
using Fluid.Values;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>JSON as values of a template. Members are converted when they are asked for.</summary>
internal static class TemplateValues
{
    /// <summary>Undefined and JSON null: nil, which prints nothing.</summary>
    public static FluidValue Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new StringValue(value.GetString()!),
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? NumberValue.Create(number) : new StringValue(value.GetRawText()),
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        JsonValueKind.Array => new ArrayValue([.. value.EnumerateArray().Select(Of)]),
        JsonValueKind.Object => new ObjectTemplateValue(value),
        JsonValueKind.Undefined or JsonValueKind.Null => NilValue.Instance,
        _ => throw new InvalidOperationException($"Expected a kind of JSON value, but got {value.ValueKind}."),
    };

    /// <summary>What the filter <c>json</c> writes.</summary>
    public static JsonElement ToJson(FluidValue value, TemplateContext context) => value switch
    {
        ObjectTemplateValue o => o.Json,
        _ when value.IsNil() => JsonValues.Null,
        _ => value.Type switch
        {
            FluidValues.Boolean => JsonValues.FromBoolean(value.ToBooleanValue()),
            FluidValues.Number => JsonValues.FromNumber(value.ToNumberValue()),
            FluidValues.Array => JsonSerializer.SerializeToElement(value.Enumerate(context).Select(i => ToJson(i, context)), JsonValues.Compact),
            FluidValues.DateTime => JsonValues.FromTime((DateTimeOffset)value.ToObjectValue()),
            _ => JsonValues.FromString(value.ToStringValue()),
        },
    };
}

/// <summary>A JSON object. A member is found by its exact name, else by its name in any case; printed as a whole it is JSON.</summary>
internal sealed class ObjectTemplateValue(JsonElement json) : FluidValue
{
    public JsonElement Json => json;

    public override FluidValues Type => FluidValues.Dictionary;

    public IEnumerable<string> Names => json.EnumerateObject().Select(m => m.Name);

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => Member(name);

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => Member(index.ToStringValue());

    // As Fluid does with dictionaries: a loop sees pairs of name and value.
    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) =>
        json.EnumerateObject().Select(m => new ArrayValue([new StringValue(m.Name), TemplateValues.Of(m.Value)]));

    public override bool Contains(FluidValue value) => Find(value.ToStringValue()).ValueKind != JsonValueKind.Undefined;

    public override bool Equals(FluidValue? other) => other is ObjectTemplateValue o && JsonElement.DeepEquals(o.Json, json);

    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);

    public override int GetHashCode() => json.GetRawText().GetHashCode(StringComparison.Ordinal);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => JsonValues.AsString(json)!;

    public override object ToObjectValue() => this;

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, System.Globalization.CultureInfo cultureInfo)
    {
        encoder.Encode(writer, ToStringValue());
        return default;
    }

    private FluidValue Member(string name)
    {
        var member = Find(name);
        if (member.ValueKind == JsonValueKind.Undefined && name == "size") return NumberValue.Create(json.GetPropertyCount());
        return TemplateValues.Of(member);
    }

    private JsonElement Find(string name)
    {
        if (json.TryGetProperty(name, out var exact)) return exact;
        foreach (var member in json.EnumerateObject())
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return default;
    }
}
