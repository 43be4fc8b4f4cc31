using System.Globalization;
using OrderFlow.Benchmarks;
using OrderFlow.Persistence.Embedded;

// dotnet run -c Release --project tests/OrderFlow.Benchmarks -- [engine|lint|floor|straight|approval|timers|backlog]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var only = args.FirstOrDefault();
var folder = Path.Combine(Path.GetTempPath(), "orderflow-bench-" + Guid.NewGuid().ToString("n"));
var options = new EmbeddedPostgresOptions { Data = folder };
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, embedded PostgreSQL, fsync and synchronous_commit on");
if (only is null or "engine")
{
    var (time, memory, bytes) = EngineSpeed.Run(Definitions.Approval.Compiled(), 20_000);
    Console.WriteLine($"engine alone, approval: {time:0} µs and {memory:0} kB allocated per instance, state up to {bytes} bytes");
    if (only is "engine") return;
}

if (only is null or "lint")
{
    Console.WriteLine($"a definition of 2,000 activities checked in {LintSpeed.Run(2_000):0} ms, one of 8,000 in {LintSpeed.Run(8_000):0} ms");
    if (only is "lint") return;
}

try
{
    await using var postgres = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
    var floors = new Dictionary<int, double>();
    foreach (var callers in new[] { 1, 8 })
    {
        floors[callers] = await Floor.RunAsync(postgres.ConnectionString, callers, 4_000 * callers);
        Console.WriteLine($"floor, {callers} callers: {floors[callers]:0} transactions/s (one row updated, three inserted, 700 bytes each)");
    }

    if (only is "floor") return;

    await using var door = await Door.OpenAsync(postgres.ConnectionString, Definitions.Straight, Definitions.Approval, Definitions.Delay);
    var meter = new Meter(door.Database, postgres.ConnectionString);
    if (only is not "timers") Console.WriteLine(Result.Head);
    if (only is null or "straight")
        foreach (var callers in new[] { 1, 8 })
            Console.WriteLine($"{await Workloads.StraightAsync(door, meter, callers, 3_000 * callers)} | |");

    if (only is null or "approval" or "backlog")
    {
        var suspended = 0;
        var resumes = new Dictionary<(int Callers, int Backlog), double>();
        foreach (var backlog in only is "approval" ? new[] { 0 } : [0, 10_000, 100_000])
        {
            await Workloads.SuspendAsync(door, backlog - suspended);
            suspended = backlog;
            foreach (var callers in new[] { 1, 8 })
            {
                var result = await Workloads.ApprovalAsync(door, meter, backlog == 0 ? $"approval, {callers} callers" : $"approval, {callers} callers, {backlog:N0} suspended", callers, 2_400 * callers);
                resumes[(callers, backlog)] = result.Resumes!.P50;
                // An approval takes three transactions.
                Console.WriteLine($"{result} {result.Rate / (floors[callers] / 3):0.00} | {resumes[(callers, backlog)] / resumes[(callers, 0)]:0.00} |");
            }
        }
    }

    if (only is null or "timers") await Timers.RunAsync(door, meter, postgres.ConnectionString, 1_000_000);
}
finally
{
    await EmbeddedPostgres.RemoveAsync(options, CancellationToken.None);
}
