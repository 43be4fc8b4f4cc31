using System.Diagnostics;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Instances;

public sealed class BurstTraceTests
{
    [Fact]
    public async Task Every_burst_is_a_span_that_names_its_instance_or_the_refusal()
    {
        await using var store = await TestStore.CreateAsync();
        await store.PublishAsync(Documents.Workflow("traced", Documents.Event("go")));
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var here = new Activity("test").Start();

        var instance = await store.StartAsync("traced");
        await store.ApplyAsync(instance.Id, new ResumeBookmark(1, default));
        await store.ApplyAsync(instance.Id, new ResumeBookmark(1, default));

        // Other tests run beside this one and are heard too.
        spans.Where(s => s.TraceId == here.TraceId && s.OperationName == "burst")
            .Select(s => $"{s.GetTagItem("orderflow.cause")} {s.GetTagItem("orderflow.instance") ?? s.GetTagItem("orderflow.refused")} {s.Status}")
            .ShouldBe([$"start {instance.Id} Ok", $"resume {instance.Id} Ok", "resume conflict Ok"]);
    }
}
