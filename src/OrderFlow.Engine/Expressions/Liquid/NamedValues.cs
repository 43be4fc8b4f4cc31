using Fluid;
using Fluid.Values;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>Values that are looked up by name when a template asks for one, as <c>Variables.Amount</c>.</summary>
internal sealed class NamedValues(Func<string, FluidValue> find, Func<IEnumerable<string>> names) : FluidValue
{
    public override FluidValues Type => FluidValues.Dictionary;

    public IEnumerable<string> Names => names();

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => find(name);

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => find(index.ToStringValue());

    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) =>
        names().Select(name => new ArrayValue([new StringValue(name), find(name)]));

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object ToObjectValue() => this;
}
