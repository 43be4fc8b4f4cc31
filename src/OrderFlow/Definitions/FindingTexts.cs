using System.Globalization;
using System.Resources;
using OrderFlow.Engine.Definitions;

namespace OrderFlow.Definitions;

/// <summary>Findings in the language of the request; one that the language has no words for is said in English.</summary>
internal static class FindingTexts
{
    private static readonly ResourceManager Resources = new("OrderFlow.Ui.Resources.FindingTexts", typeof(FindingTexts).Assembly);
    private static readonly ResourceManager Activities = new("OrderFlow.Ui.Resources.ActivityTexts", typeof(FindingTexts).Assembly);

    /// <summary>By code, which of the arguments is the name of an input, that the designer shows in the user's language.</summary>
    private static readonly Dictionary<string, int> Inputs = new(StringComparer.Ordinal)
    {
        ["missing-input"] = 0,
        ["unknown-variable"] = 1,
        ["unknown-input"] = 1,
        ["bad-expression"] = 0,
        ["wrong-input-type"] = 0,
        ["not-offered"] = 0,
        ["bad-assignee"] = 0,
        ["unknown-activity"] = 0,
        ["unknown-script-variable"] = 1,
        ["action-without-deadline"] = 0,
    };

    /// <summary>What is wrong, and what to do about it.</summary>
    public static string Sentence(Finding finding) => $"{Message(finding)} {Fix(finding)}";

    public static string Message(Finding finding) => Text(finding.Code, finding) ?? finding.Message;

    public static string Fix(Finding finding) => Text(finding.Code + ".Fix", finding) ?? finding.Fix;

    private static string? Text(string key, Finding finding)
    {
        if (Resources.GetString(key, CultureInfo.CurrentUICulture) is not { Length: > 0 } text) return null;
        var arguments = finding.Arguments.Cast<object>().ToArray();
        if (Inputs.TryGetValue(finding.Code, out var input) && Activities.GetString("Member." + arguments[input], CultureInfo.CurrentUICulture) is { } name) arguments[input] = name;
        if (finding.Code is "wrong-default" or "duplicate-name" && Resources.GetString($"kind.{arguments[0]}", CultureInfo.CurrentUICulture) is { } kind) arguments[0] = kind;
        return string.Format(CultureInfo.InvariantCulture, text, [finding.Activity ?? "", .. arguments]);
    }
}
