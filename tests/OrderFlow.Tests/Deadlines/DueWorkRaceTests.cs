using System.Collections.Concurrent;
using System.Diagnostics;
using OrderFlow.Deadlines;
using OrderFlow.Hosting;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Deadlines;

public sealed class DueWorkRaceTests
{
    private const int Waiting = 300;
    private const int Timers = 20;

    [Fact]
    public async Task Two_hosts_with_eight_sweeps_fire_every_deadline_once()
    {
        await using var store = await TestStore.CreateAsync();
        await using var other = store.Second();
        await store.PublishAsync(Documents.Workflow("nap", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", "00:10:00"))));
        for (var i = 0; i < Timers; i++)
            await store.PublishAsync(Documents.Workflow($"tick{i}", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.Timer", "timer", ("Interval", "00:10:00"))), Documents.Event("go"))));
        for (var i = 0; i < Waiting; i++) await store.StartAsync("nap");
        store.Clock.Advance(TimeSpan.FromMinutes(10));
        var attempts = new ConcurrentBag<object?>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        using var here = new Activity("test").Start();
        listener.ActivityStopped = span =>
        {
            if (span.OperationName == "deadline" && span.TraceId == here.TraceId) attempts.Add(span.GetTagItem("orderflow.deadline"));
        };
        ActivitySource.AddActivityListener(listener);

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? store : other).Get<DueWork>().FireDueAsync(CancellationToken.None))));

        counts.Sum().ShouldBe(Waiting + Timers);
        attempts.Count.ShouldBe(Waiting + Timers);
        attempts.Distinct().Count().ShouldBe(Waiting + Timers);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE definition_id = 'nap' AND status = 1 AND revision = 2")).ShouldBe(Waiting);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE definition_id <> 'nap'")).ShouldBe(Timers);
        (await store.ScalarAsync<long>("SELECT count(*) FROM deadlines")).ShouldBe(Timers);
    }
}
