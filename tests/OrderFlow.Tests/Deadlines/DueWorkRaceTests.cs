using System.Collections.Concurrent;
using System.Diagnostics;
using OrderFlow.Deadlines;
using OrderFlow.Hosting;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Deadlines;

public sealed class DueWorkRaceTests
{
    private const int Rounds = 10;
    private const int PerRound = 40;
    private const int Waiting = Rounds * PerRound;
    private const int Timers = 20;

    [Fact]
    public async Task Two_hosts_with_eight_sweeps_fire_every_deadline_once()
    {
        await using var store = await TestStore.CreateAsync();
        await using var other = store.Second();
        for (var minute = 1; minute <= Rounds; minute++)
        {
            await store.PublishAsync(Documents.Workflow($"nap{minute}", Documents.Activity("Elsa.Delay", "nap", ("TimeSpan", $"00:{minute:00}:00"))));
            for (var i = 0; i < PerRound; i++) await store.StartAsync($"nap{minute}");
        }

        for (var i = 0; i < Timers; i++)
            await store.PublishAsync(Documents.Workflow($"tick{i}", Documents.Sequence(Documents.Trigger(Documents.Activity("Elsa.Timer", "timer", ("Interval", "00:10:00"))), Documents.Event("go"))));
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

        // Round after round: what is taken twice is taken twice only when two look at the same moment.
        var fired = 0;
        for (var round = 0; round < Rounds; round++)
        {
            store.Clock.Advance(TimeSpan.FromMinutes(1));
            await using var gate = await Gate.OfTableAsync(store, "deadlines");
            var counts = await gate.RaceAsync(8, i => (i % 2 == 0 ? store : other).Get<DueWork>().FireDueAsync(CancellationToken.None));
            fired += counts.Sum();
        }

        fired.ShouldBe(Waiting + Timers);
        attempts.Count.ShouldBe(Waiting + Timers);
        attempts.Distinct().Count().ShouldBe(Waiting + Timers);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE definition_id LIKE 'nap%' AND status = 1 AND revision = 2")).ShouldBe(Waiting);
        (await store.ScalarAsync<long>("SELECT count(*) FROM instances WHERE definition_id LIKE 'tick%'")).ShouldBe(Timers);
        (await store.ScalarAsync<long>("SELECT count(*) FROM deadlines")).ShouldBe(Timers);
    }
}
