using System.Globalization;
using System.Resources;

namespace OrderFlow.Mail;

/// <summary>The words of mails in one language.</summary>
/// <param name="language">"zh-CN" or "en".</param>
internal sealed class MailTexts(string language)
{
    private static readonly ResourceManager Resources = new("OrderFlow.Mail.Resources.MailTexts", typeof(MailTexts).Assembly);

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    public string Get(string key, params object[] arguments)
    {
        var text = Resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"Expected a text '{key}' in MailTexts.");
        return arguments.Length == 0 ? text : string.Format(culture, text, arguments);
    }

    /// <summary>A moment on the person's own clock, which is named.</summary>
    public string Moment(DateTimeOffset moment, string timeZone)
    {
        // A zone that this machine does not know must not keep the mail back.
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        return Get("Moment", TimeZoneInfo.ConvertTime(moment, zone).DateTime, zone.Id);
    }
}
