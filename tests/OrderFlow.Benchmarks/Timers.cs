using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrderFlow.Deadlines;
using OrderFlow.Definitions;
using OrderFlow.Hosting;
using OrderFlow.Instances;
using OrderFlow.Persistence;

namespace OrderFlow.Benchmarks;

/// <summary>Deadlines that are all due in the same second, fired by a host with its Hangfire server.</summary>
internal static class Timers
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    public const string Head =
        """
        | deadlines due in one second | pending beside | lateness p50/p95/max ms | all fired after s | fired |
        |---|---|---|---|---|
        """;

    /// <summary>Runs with nothing pending beside, then with many.</summary>
    public static async Task RunAsync(Door door, Meter meter, string connectionString, int beside)
    {
        using var host = HostOf(connectionString);
        await host.StartAsync();
        Console.WriteLine(Head);
        foreach (var count in new[] { 1_000, 10_000 }) Console.WriteLine(await OnceAsync(door, count, 0));
        await door.ExecuteAsync(
            $"""
            INSERT INTO deadlines (id, instance_id, bookmark_id, kind, due_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 1, 0, now() + interval '1 day' + i * interval '1 second' FROM generate_series(1, {beside}) i
            """);
        await door.ExecuteAsync("VACUUM ANALYZE deadlines");
        foreach (var count in new[] { 1_000, 10_000 }) Console.WriteLine(await OnceAsync(door, count, beside));
        await Task.Delay(Quiet);
        Console.WriteLine($"idle with {beside:N0} pending: {await meter.IdleAsync(TimeSpan.FromMinutes(1)):0.0} transactions/s");
        await host.StopAsync();
    }

    private static async Task<string> OnceAsync(Door door, int count, int beside)
    {
        var lateness = new List<double>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument is { Meter.Name: Telemetry.Name, Name: "orderflow.deadline.lateness" }) meters.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lock (lateness)
            {
                lateness.Add(seconds * 1000);
                if (lateness.Count == count) all.TrySetResult();
            }
        });
        listener.Start();

        // Far enough ahead that all have been started by then.
        var due = DateTimeOffset.UtcNow.AddSeconds(5 + (count / 500));
        var input = new Dictionary<string, JsonElement> { ["Due"] = JsonSerializer.SerializeToElement(due) };
        await Load.RunAsync(8, count, _ => door.StartAsync("bench-delay", input));
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var after = DateTimeOffset.UtcNow - due;
        // Another second, for those that were fired twice.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var p = new Percentiles(lateness);
        return $"| {count:N0} | {beside:N0} | {p.P50:0} / {p.P95:0} / {p.Max:0} | {after.TotalSeconds:0.0} | {lateness.Count:N0} |";
    }

    private static IHost HostOf(string connectionString)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System).AddLogging().AddStore(connectionString).AddInstances().AddDefinitions().AddDeadlines(connectionString);
        return builder.Build();
    }
}
