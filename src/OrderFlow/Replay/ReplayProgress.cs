using System.Diagnostics;
using System.Globalization;

namespace OrderFlow.Replay;

/// <summary>A line on the console that says how far long work is: part done, rate, time left. One line a second at the most.</summary>
internal sealed class ReplayProgress(TextWriter to, bool isTerminal)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PaceOfAFile = TimeSpan.FromSeconds(10);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan shown;
    private bool isOpen;

    /// <param name="done">Cases done by this run.</param>
    /// <param name="part">Part of the log that is through, 0 to 1.</param>
    public void Show(int done, double part)
    {
        lock (gate)
        {
            var now = watch.Elapsed;
            if (now - shown < (isTerminal ? Pace : PaceOfAFile)) return;
            shown = now;
            var left = part is > 0 and < 1 ? TimeSpan.FromSeconds(now.TotalSeconds / part * (1 - part)) : TimeSpan.Zero;
            var line = string.Create(CultureInfo.InvariantCulture, $"{part,4:0%}  {done} cases  {done / now.TotalSeconds:0} cases/s  {left:hh\\:mm\\:ss} left");
            to.Write(isTerminal ? $"\r{line}   " : line + Environment.NewLine);
            isOpen = isTerminal;
        }
    }

    public void Close()
    {
        lock (gate)
        {
            if (isOpen) to.WriteLine();
            isOpen = false;
        }
    }
}
