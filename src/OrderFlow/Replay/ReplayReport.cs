using System.Globalization;
using System.Text;

namespace OrderFlow.Replay;

/// <summary>What a replay says in the end.</summary>
internal static class ReplayReport
{
    /// <summary>Cases named under one reason; the others are counted.</summary>
    private const int NamedCases = 5;

    /// <summary>Reasons named; the rarer ones are counted.</summary>
    private const int NamedReasons = 20;

    /// <summary>Deviations by event and reason, the most frequent first, then the line with the counts.</summary>
    /// <param name="verdicts">Of all cases.</param>
    /// <param name="breaks">Where the log could not be read any further; empty: it was read to its end.</param>
    /// <param name="played">Cases played by this run.</param>
    /// <param name="time">Wall time of this run.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<CaseVerdict> verdicts, IReadOnlyList<string> breaks, int played, TimeSpan time)
    {
        foreach (var kind in new[] { Verdict.Deviating, Verdict.Failed })
        {
            var groups = verdicts.Where(v => v.Kind == kind).GroupBy(v => (v.EventName, v.Reason)).OrderByDescending(g => g.Count()).ToList();
            if (groups.Count > 0) yield return kind == Verdict.Deviating ? "Deviating:" : "Failed:";
            foreach (var group in groups.Take(NamedReasons))
            {
                var where = group.Key.EventName is null ? "" : $"at '{group.Key.EventName}': ";
                yield return $"  {group.Count()} × {where}{group.Key.Reason}";
                var named = group.Take(NamedCases).Select(v => v.EventNumber is { } e ? $"'{v.Name}' (event {e})" : $"'{v.Name}'");
                yield return $"      {string.Join(", ", named)}{(group.Count() > NamedCases ? $" and {group.Count() - NamedCases} more" : "")}";
            }

            if (groups.Count > NamedReasons)
                yield return $"  {groups.Skip(NamedReasons).Sum(g => g.Count())} × other reasons; --report FILE gives the reason of every case";
        }

        foreach (var line in breaks) yield return line;
        var rate = time.TotalSeconds > 0 ? played / time.TotalSeconds : 0;
        yield return string.Create(CultureInfo.InvariantCulture, $"{played} cases played in {time.TotalSeconds:0.0} s, {rate:0} cases/s");
        yield return $"{verdicts.Count} cases: {Count(verdicts, Verdict.Conforming)} conforming, {Count(verdicts, Verdict.Deviating)} deviating, {Count(verdicts, Verdict.Failed)} failed";
    }

    /// <summary>One line a case, as CSV (RFC 4180); a text that a spreadsheet would take for a formula is quoted by an apostrophe.</summary>
    public static async Task WriteCsvAsync(string path, IReadOnlyList<CaseVerdict> verdicts, CancellationToken cancel)
    {
        var text = new StringBuilder("case;name;verdict;event;event name;reason\r\n");
        foreach (var v in verdicts)
        {
            string[] cells = [v.Number.ToString(CultureInfo.InvariantCulture), v.Name, v.Kind.ToString(), v.EventNumber?.ToString(CultureInfo.InvariantCulture) ?? "", v.EventName ?? "", v.Reason ?? ""];
            text.AppendJoin(';', cells.Select(Cell)).Append("\r\n");
        }

        await File.WriteAllTextAsync(path, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), cancel);
    }

    private static string Cell(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().ContainsAny("\";\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static int Count(IReadOnlyList<CaseVerdict> verdicts, Verdict kind) => verdicts.Count(v => v.Kind == kind);
}
