namespace OrderFlow.Studio.Descriptors;

/// <summary>The types that variables, inputs and outputs can have.</summary>
internal static class VariableTypes
{
    private static readonly (string Category, string TypeName, string About)[] Known =
    [
        ("Primitives", "Object", "Anything."),
        ("Primitives", "String", "Text."),
        ("Primitives", "Boolean", "True or false."),
        ("Primitives", "Int32", "A whole number up to two billion."),
        ("Primitives", "Long", "A whole number of any practical size."),
        ("Primitives", "Single", "A number with about 7 digits."),
        ("Primitives", "Double", "A number with about 15 digits."),
        ("Primitives", "Decimal", "An exact number, for money."),
        ("Primitives", "Guid", "A unique id."),
        ("Primitives", "DateTime", "A day and time."),
        ("Primitives", "DateTimeOffset", "A moment, with its offset from UTC."),
        ("Primitives", "TimeSpan", "A duration."),
        ("Lookups", "StringDictionary", "Texts by name."),
        ("Lookups", "ObjectDictionary", "Values by name."),
        ("Dynamic", "JSON", "Structured data, read member by member."),
        ("Dynamic", "JsonElement", "Structured data as it was received."),
        ("Dynamic", "JsonNode", "Structured data that can be changed."),
        ("Dynamic", "JsonObject", "An object with named members."),
        ("Data", "ByteArray", "Bytes."),
        ("HTTP", "RouteData", "The parameters of a path."),
        ("HTTP", "HttpRequest", "A request as it came."),
        ("HTTP", "HttpResponseMessage", "The answer to a request."),
        ("HTTP", "HttpHeaders", "Headers by name."),
    ];

    public static object[] All() =>
    [
        .. Known.Select(k => new
        {
            k.TypeName,
            DisplayName = ActivityTexts.Text("Type." + k.TypeName, k.TypeName),
            Category = ActivityTexts.Category(k.Category),
            Description = ActivityTexts.Text($"Type.{k.TypeName}.About", k.About),
        }),
    ];
}
