using System.Text.Json;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;

namespace OrderFlow.Engine.Expressions.Liquid;

/// <summary>Liquid's own filters within the budget, and Elsa's: json, base64, dictionary_keys.</summary>
internal static partial class TemplateFilters
{
    public static void Install(TemplateOptions options)
    {
        options.Filters.AddFilter("json", (input, _, context) => new StringValue(JsonValues.AsString(Quoted(TemplateValues.ToJson(input, context)))!));
        options.Filters.AddFilter("base64", (input, _, _) => new StringValue(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(input.ToStringValue()))));
        options.Filters.AddFilter("dictionary_keys", (input, _, _) => Keys(input));
        foreach (var (name, filter) in options.Filters.ToList())
            options.Filters.AddFilter(name, (input, arguments, context) => WithinBudget(name, filter, input, arguments, context));
    }

    // AsString gives the text of a string without its quotes, but a template asks for JSON.
    private static JsonElement Quoted(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? JsonValues.FromString(JsonSerializer.Serialize(json, JsonValues.Compact)) : json.ValueKind == JsonValueKind.Null ? JsonValues.FromString("null") : json;

    private static ArrayValue Keys(FluidValue input) => input switch
    {
        ObjectTemplateValue json => new ArrayValue([.. json.Names.Select(n => new StringValue(n))]),
        NamedValues named => new ArrayValue([.. named.Names.Select(n => new StringValue(n))]),
        _ => throw new ExpressionFailure("The filter 'dictionary_keys' takes an object."),
    };

    private static async ValueTask<FluidValue> WithinBudget(string name, FilterDelegate filter, FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var budget = TemplateBudget.Of(context);
        budget.Use(Estimate(name, input, arguments, context));
        var result = await filter(input, arguments, context);
        if (result is StringValue text) budget.Use(text.ToStringValue().Length);
        else if (result is ArrayValue list && !ReferenceEquals(result, input)) TemplateBudget.Items(list.Values.Count);
        return result;
    }

    // How long the result can become, where that is not a small multiple of what goes in.
    private static double Estimate(string name, FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var first = arguments.At(0).ToStringValue();
        switch (name)
        {
            case "replace":
                double length = input.ToStringValue().Length;
                return length + ((first.Length == 0 ? length + 1 : length / first.Length) * arguments.At(1).ToStringValue().Length);
            case "join":
                return input.Enumerate(context).Sum(i => (double)i.ToStringValue().Length + first.Length);
            case "newline_to_br" or "escape" or "url_encode":
                return input.ToStringValue().Length * 6d;
            case "date" or "format_number" or "format_date" or "format_string":
                // A width of a billion is a text of a billion characters.
                return LongNumber().IsMatch(first) || LongNumber().IsMatch(input.ToStringValue()) && name == "format_string"
                    ? throw new ExpressionFailure($"The format '{Shorten(first)}' has a width of more than three digits.")
                    : first.Length;
            default:
                return 0;
        }
    }

    private static string Shorten(string text) => text.Length <= 50 ? text : text[..50] + "...";

    [GeneratedRegex("[0-9]{4}")]
    private static partial Regex LongNumber();
}
