using System.Globalization;
using System.Resources;

namespace OrderFlow.Ui;

/// <summary>The words of the workplace, in the language of its reader.</summary>
internal static class Words
{
    private static readonly ResourceManager Resources = new("OrderFlow.Ui.Resources.Words", typeof(Words).Assembly);

    /// <summary>"zh-CN" or "en".</summary>
    public static string Language => IsChinese ? "zh-CN" : "en";

    public static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <param name="key">In <c>Words.resx</c>; one that is not there is a mistake of ours, which a test finds.</param>
    /// <param name="values">For {0}, {1} …</param>
    public static string Say(string key, params object?[] values)
    {
        var text = Find(key) ?? throw new MissingManifestResourceException($"Expected a text '{key}' in Words.");
        return values.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, values);
    }

    /// <summary>The word for a name that comes from data; one without a word stays as it is.</summary>
    public static string NameOf(string kind, string name) => Find($"{kind}_{name}") ?? name;

    private static string? Find(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture);
}
