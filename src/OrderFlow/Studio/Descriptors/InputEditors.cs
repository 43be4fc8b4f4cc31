using OrderFlow.Engine.Activities;

namespace OrderFlow.Studio.Descriptors;

/// <summary>With which editor Studio shows an input, and what that editor needs.</summary>
internal static class InputEditors
{
    private static readonly string[] ContentTypes = ["", "application/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "text/html", "text/csv", "application/octet-stream"];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "HEAD", "PATCH", "DELETE", "OPTIONS"];

    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>A list without entries cannot be chosen from: such inputs are written instead.</summary>
    public static string HintOf(InputDescriptor input)
    {
        if (input.UiHint != "dropdown" || OptionsOf(input) is not null) return input.UiHint;
        if (input.TypeName.StartsWith("List<", StringComparison.Ordinal)) return "multitext";
        return input.TypeName == "ObjectDictionary" ? "json-editor" : "singleline";
    }

    public static IReadOnlyDictionary<string, object> SpecificationsOf(ActivityDescriptor activity, InputDescriptor input)
    {
        switch (HintOf(input))
        {
            case "dropdown":
                return Specify("dropdown", new { SelectList = new { Items = Items(OptionsOf(input)!), IsFlagsEnum = false } });
            case "checklist":
                return Specify("checklist", new { CheckList = new { Items = Items(OptionsOf(input) ?? Methods), IsFlagsEnum = false } });
            case "code-editor":
                return Specify("code-editor", new { Language = "javascript" });
            case "json-editor":
                return Specify("code-editor", new { Language = "json" });
            case "dynamic-outcomes":
                return Specify("DynamicOutcomesOptions", new { activity.FixedOutcomes });
            case "singleline" when activity.TypeName == "Elsa.HttpEndpoint" && input.Name == "Path":
                return Specify("singleline", new { AdornmentText = "/workflows/", EnableCopyAdornment = true });
            default:
                return Nothing;
        }
    }

    private static IReadOnlyList<string>? OptionsOf(InputDescriptor input) => input switch
    {
        { Options: { } options } => options,
        { Name: "ContentType" } => ContentTypes,
        { Name: "StatusCode" } => Enum.GetNames<System.Net.HttpStatusCode>().Distinct().ToArray(),
        _ => null,
    };

    private static List<object> Items(IEnumerable<string> values) => [.. values.Select(v => new { Text = ActivityTexts.Option(v), Value = v })];

    private static Dictionary<string, object> Specify(string editor, object value) => new() { [editor] = value };
}
