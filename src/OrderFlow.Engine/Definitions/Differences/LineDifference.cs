namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>A line of a text that was changed.</summary>
/// <param name="Kind">Null: it is in both.</param>
public sealed record ChangedLine(ChangeKind? Kind, string Text);

/// <summary>Compares two texts line by line.</summary>
public static class LineDifference
{
    // Beyond, the middle counts as one change: to look for what is common would take memory by the square.
    private const int LargestTable = 1_000_000;

    /// <summary>All lines of both, each once; of a change first what is gone, then what has come.</summary>
    public static IReadOnlyList<ChangedLine> Of(string old, string now)
    {
        var (a, b) = (Split(old), Split(now));
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        return
        [
            .. a.Take(start).Select(l => new ChangedLine(null, l)),
            .. Middle(a[start..(a.Length - end)], b[start..(b.Length - end)]),
            .. a.Skip(a.Length - end).Select(l => new ChangedLine(null, l)),
        ];
    }

    private static List<ChangedLine> Middle(string[] a, string[] b)
    {
        var lines = new List<ChangedLine>(a.Length + b.Length);
        var (i, j) = (0, 0);
        if ((long)a.Length * b.Length <= LargestTable)
        {
            var common = Common(a, b);
            while (i < a.Length && j < b.Length)
            {
                if (a[i] == b[j])
                {
                    lines.Add(new ChangedLine(null, a[i++]));
                    j++;
                }
                else if (common[i + 1, j] >= common[i, j + 1])
                {
                    lines.Add(new ChangedLine(ChangeKind.Removed, a[i++]));
                }
                else
                {
                    lines.Add(new ChangedLine(ChangeKind.Added, b[j++]));
                }
            }
        }

        lines.AddRange(a.Skip(i).Select(l => new ChangedLine(ChangeKind.Removed, l)));
        lines.AddRange(b.Skip(j).Select(l => new ChangedLine(ChangeKind.Added, l)));
        return lines;
    }

    // How many lines the rests have in common, in the same order.
    private static int[,] Common(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").Split('\n');
}
