using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderFlow.Replay.Xes;

/// <summary>The times of a log.</summary>
internal static partial class LogTime
{
    /// <summary>Reads xs:dateTime as logs write it: "T" or a space between date and time, any number of decimals, with or without an offset (none: UTC).</summary>
    public static bool TryParse(string text, out DateTimeOffset utc)
    {
        // The pattern comes first: the parser alone would take "3/4/2018" for one of two days, and "10:30" for today.
        if (Shape().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc))
            return utc.Year is >= 1900 and <= 2200;   // dummies such as 0001 and 9999 would overflow every deadline counted from them
        utc = default;
        return false;
    }

    [GeneratedRegex(@"^\s*\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
