using System.Globalization;

namespace OrderFlow.Ui.Flowcharts;

/// <summary>Text in a box: a drawing breaks no lines by itself.</summary>
public static class FittedText
{
    /// <summary>Breaks a text into lines; what does not fit into the last ends in "…".</summary>
    /// <param name="text">White space counts as one blank.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="size">Of the letters, in pixels.</param>
    /// <param name="lines">The most lines, at least 1.</param>
    /// <returns>No line of an empty text.</returns>
    public static IReadOnlyList<string> Lines(string text, double width, double size, int lines)
    {
        var rest = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        var result = new List<string>();
        while (rest.Length > 0 && result.Count < lines)
        {
            var isLast = result.Count == lines - 1;
            var fits = Fitting(rest, width, size);
            if (fits == rest.Length)
            {
                result.Add(rest);
                break;
            }

            if (isLast)
            {
                result.Add(rest[..Fitting(rest, width - size, size)].TrimEnd() + "…");
                break;
            }

            // Words stay whole where there are words; the first word may be longer than the line.
            var blank = rest[fits] == ' ' ? fits : rest.LastIndexOf(' ', fits - 1);
            var end = blank > 0 ? blank : fits;
            result.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        return result;
    }

    /// <summary>In pixels, roughly: Chinese characters are as wide as they are high, Latin letters half of it.</summary>
    public static double WidthOf(string text, double size) => text.Sum(c => WidthOf(c)) * size;

    // How many characters fit, at least one; never half of a pair, nor a letter without its accents.
    private static int Fitting(string text, double width, double size)
    {
        var (at, used) = (0, 0d);
        while (at < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            used += WidthOf(text[at]) * size;
            if (used > width && at > 0) return at;
            at += length;
        }

        return at;
    }

    private static double WidthOf(char c) => c switch
    {
        >= '\u1100' => 1.02,
        >= 'A' and <= 'Z' or 'm' or 'w' or '@' or '%' => 0.7,
        'i' or 'l' or 'j' or 't' or 'f' or ' ' or '.' or ',' or '\'' => 0.32,
        _ => 0.56,
    };
}
