using System.Diagnostics;

namespace OrderFlow.Benchmarks;

/// <summary>A number of callers that each do the next piece of work as soon as they have done the last.</summary>
internal static class Load
{
    public static async Task<TimeSpan> RunAsync(int callers, int count, Func<int, Task> work)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next)) await work(i);
        })));
        return watch.Elapsed;
    }

    /// <summary>Runs a piece of work and notes how long it took.</summary>
    public static async Task<T> TimedAsync<T>(List<double> milliseconds, Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        lock (milliseconds) milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return result;
    }
}

/// <summary>Percentiles of a list of times, nearest rank.</summary>
internal sealed class Percentiles
{
    private readonly double[] sorted;

    public Percentiles(IEnumerable<double> values) => sorted = [.. values.Order()];

    public double P50 => At(50);
    public double P95 => At(95);
    public double P99 => At(99);
    public double Max => sorted.Length == 0 ? 0 : sorted[^1];

    private double At(int percent) => sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
}
