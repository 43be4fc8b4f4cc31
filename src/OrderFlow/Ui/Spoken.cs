using System.Globalization;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Ui;

/// <summary>Times as people say them, in the language of the page.</summary>
internal static class Spoken
{
    /// <param name="now">On the reader's clock; the moment is shown on it, too.</param>
    public static string Moment(DateTimeOffset at, DateTimeOffset now)
    {
        var here = at.ToOffset(now.Offset);
        var time = here.ToString("HH:mm", CultureInfo.InvariantCulture);
        return (now.Date - here.Date).Days switch
        {
            0 => Say("Today", time),
            1 => Say("Yesterday", time),
            -1 => Say("Tomorrow", time),
            _ => here.Year == now.Year
                ? $"{here.ToString(IsChinese ? "M月d日" : "d MMM", CultureInfo.CurrentCulture)} {time}"
                : here.ToString(IsChinese ? "yyyy年M月d日" : "d MMM yyyy", CultureInfo.CurrentCulture),
        };
    }

    /// <summary>The moment to the second, with its zone.</summary>
    public static string Exact(DateTimeOffset at, TimeZoneInfo zone) =>
        $"{TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {zone.Id}";

    /// <summary>How long, in the largest unit that is full: "3 hours".</summary>
    /// <param name="span">Less than a minute, or in the future: "moments".</param>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => Count("Day", (int)span.TotalDays),
        { TotalHours: >= 1 } => Count("Hour", (int)span.TotalHours),
        { TotalMinutes: >= 1 } => Count("Minute", (int)span.TotalMinutes),
        _ => Say("Moments"),
    };

    /// <summary>How long something has lasted: "for 3 hours"; "just now".</summary>
    public static string Since(TimeSpan span) => span < TimeSpan.FromMinutes(1) ? Say("JustNow") : Say("SinceSpan", Span(span));

    /// <summary>A number with its word: one has a form of its own.</summary>
    public static string Count(string key, int number) => Say(number == 1 ? key + "One" : key + "Many", number);
}
