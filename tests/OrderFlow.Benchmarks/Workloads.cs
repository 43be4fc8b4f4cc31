using OrderFlow.Engine.Execution;

namespace OrderFlow.Benchmarks;

/// <summary>What is measured through the door.</summary>
internal static class Workloads
{
    // A host serves for weeks: what the compiler still has to do in the first second is not what it costs.
    private const int WarmUp = 1_000;

    /// <summary>Instances that run from start to finish without a wait.</summary>
    public static async Task<Result> StraightAsync(Door door, Meter meter, int callers, int count)
    {
        await Load.RunAsync(callers, WarmUp, _ => door.StartAsync("bench-straight"));
        var starts = new List<double>();
        await meter.BeginAsync();
        var time = await Load.RunAsync(callers, count, async _ => await Load.TimedAsync(starts, () => door.StartAsync("bench-straight")));
        return new Result($"straight, {callers} callers", count / time.TotalSeconds, new Percentiles(starts), null, await meter.EndAsync(count));
    }

    /// <summary>start → wait → resume → decision → wait → resume → finished.</summary>
    public static async Task<Result> ApprovalAsync(Door door, Meter meter, string name, int callers, int count)
    {
        await Load.RunAsync(callers, WarmUp, _ => OnceAsync(door, [], []));
        List<double> starts = [], resumes = [];
        await meter.BeginAsync();
        var time = await Load.RunAsync(callers, count, _ => OnceAsync(door, starts, resumes));
        return new Result(name, count / time.TotalSeconds, new Percentiles(starts), new Percentiles(resumes), await meter.EndAsync(count));
    }

    /// <summary>Suspended instances that wait at their first bookmark for ever.</summary>
    public static Task SuspendAsync(Door door, int count) => Load.RunAsync(8, count, _ => door.StartAsync("bench-approval"));

    private static async Task OnceAsync(Door door, List<double> starts, List<double> resumes)
    {
        var instance = await Load.TimedAsync(starts, () => door.StartAsync("bench-approval"));
        await Load.TimedAsync(resumes, () => door.ResumeAsync(instance, 1));
        var end = await Load.TimedAsync(resumes, () => door.ResumeAsync(instance, 2));
        if (end.Status != WorkflowStatus.Finished) throw new InvalidOperationException($"Expected instance '{instance}' to be finished, but it is {end.SubStatus}.");
    }
}

/// <summary>A line of the table.</summary>
/// <param name="Rate">Instances a second.</param>
/// <param name="Resumes">Null: nothing is resumed.</param>
internal sealed record Result(string Name, double Rate, Percentiles Starts, Percentiles? Resumes, Cost Cost)
{
    public const string Head =
        """
        | workload | instances/s | start p50/p95/p99 ms | resume p50/p95/p99 ms | commits | round trips | rows | WAL kB | host CPU ms | server CPU ms | of floor ÷ 3 | resume p50 ÷ that without backlog |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    public override string ToString() =>
        $"| {Name} | {Rate:0} | {Times(Starts)} | {(Resumes is null ? "" : Times(Resumes))} | {Cost.Commits:0.0} | {Cost.Trips:0.0} | {Cost.Rows:0.0} | {Cost.WalKilobytes:0.0} | {Cost.HostMilliseconds:0.00} | {Cost.ServerMilliseconds:0.00} |";

    private static string Times(Percentiles p) => $"{p.P50:0.0} / {p.P95:0.0} / {p.P99:0.0}";
}
