using System.Globalization;
using OrderFlow.Benchmarks;
using OrderFlow.Persistence.Embedded;

// dotnet run -c Release --project tests/OrderFlow.Benchmarks -- [engine|floor]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var only = args.FirstOrDefault();
var folder = Path.Combine(Path.GetTempPath(), "orderflow-bench-" + Guid.NewGuid().ToString("n"));
var options = new EmbeddedPostgresOptions { Data = folder };
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, embedded PostgreSQL, fsync and synchronous_commit on");
if (only is null or "engine")
{
    var (time, memory, bytes) = EngineSpeed.Run(Definitions.Approval.Compiled(), 20_000);
    Console.WriteLine($"engine    approval, no database: {time:0} µs and {memory:0} kB allocated per instance, state up to {bytes} bytes");
    if (only is "engine") return;
}

await using (var postgres = await EmbeddedPostgres.StartAsync(options, CancellationToken.None))
{
    foreach (var callers in new[] { 1, 8 })
    {
        if (only is not (null or "floor")) continue;
        var rate = await Floor.RunAsync(postgres.ConnectionString, callers, 2_000 * callers);
        Console.WriteLine($"floor     {callers} callers  {rate,8:0} transactions/s");
    }
}

await EmbeddedPostgres.RemoveAsync(options, CancellationToken.None);
