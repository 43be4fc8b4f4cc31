using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrderFlow.Engine.Expressions.Conversion;

/// <summary>Dates, times and durations. Null: the value does not fit. Seconds, ticks and offsets are kept.</summary>
internal static partial class Times
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    // With a year of four digits nothing is filled in from today's date: the same text always gives the same instant.
    [GeneratedRegex(@"\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Year { get; }

    [GeneratedRegex(@"^(-)?P(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDuration { get; }

    /// <summary>Text with an offset keeps it; text without one stays without.</summary>
    public static JsonElement? ToDateTime(JsonElement value)
    {
        if (Parse(value) is not { } at) return null;
        return at.HasOffset ? Written(at.Time) : JsonValues.FromString(at.Time.DateTime.ToString(Format(at.Time.DateTime), Invariant));
    }

    /// <summary>Text without an offset is UTC.</summary>
    public static JsonElement? ToDateTimeOffset(JsonElement value) => Parse(value) is { } at ? Written(at.Time) : null;

    public static JsonElement? ToDateOnly(JsonElement value) =>
        Parse(value) is { } at ? JsonValues.FromString(at.Time.ToString("yyyy-MM-dd", Invariant)) : null;

    public static JsonElement? ToTimeOnly(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && TimeOnly.TryParse(value.GetString(), Invariant, out var time)
            ? JsonValues.FromString(time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fffffff", Invariant))
            : null;

    /// <summary>.NET's own form or ISO 8601 of weeks, days and less: months and years have no fixed length.</summary>
    public static JsonElement? ToTimeSpan(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = value.GetString()!.Trim();
        if (TimeSpan.TryParse(text, Invariant, out var span) || TryParseIso(text, out span))
            return JsonValues.FromString(span.ToString("c", Invariant));
        return null;
    }

    private static bool TryParseIso(string text, out TimeSpan span)
    {
        span = default;
        var match = IsoDuration.Match(text);
        if (!match.Success || text.EndsWith('P') || text.EndsWith('T')) return false;
        var seconds = Part(match, 2) * 604_800 + Part(match, 3) * 86_400 + Part(match, 4) * 3_600 + Part(match, 5) * 60 + Part(match, 6);
        if (seconds > (decimal)TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond) return false;
        span = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond) * (match.Groups[1].Success ? -1 : 1));
        return true;
    }

    private static decimal Part(Match match, int group)
    {
        if (!match.Groups[group].Success) return 0;
        // Longer than any duration: large enough to be refused, small enough not to overflow.
        var digits = match.Groups[group].ValueSpan;
        return digits.Length > 20 ? 1e20m : decimal.Parse(match.Groups[group].Value.Replace(',', '.'), NumberStyles.Float, Invariant);
    }

    private static (DateTimeOffset Time, bool HasOffset)? Parse(JsonElement value)
    {
        const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces;
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = value.GetString()!;
        if (!Year.IsMatch(text)) return null;
        if (!DateTime.TryParse(text, Invariant, Styles | DateTimeStyles.RoundtripKind, out var local)) return null;
        return DateTimeOffset.TryParse(text, Invariant, Styles | DateTimeStyles.AssumeUniversal, out var time)
            ? (time, local.Kind != DateTimeKind.Unspecified)
            : null;
    }

    private static JsonElement Written(DateTimeOffset time) =>
        JsonValues.FromString(time.ToString(Format(time.DateTime) + (time.Offset == TimeSpan.Zero ? "'Z'" : "zzz"), Invariant));

    private static string Format(DateTime time) => time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";
}
