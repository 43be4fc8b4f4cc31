using System.Diagnostics.Metrics;
using OrderFlow.Hosting;

namespace OrderFlow.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public void A_fired_deadline_is_counted_with_its_lateness_in_seconds()
    {
        // A kind that no other test uses: the meter is the whole process's.
        const string kind = "counted-in-a-test";
        var seen = new List<(string Name, double Value)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == Telemetry.Name)
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.Start();

        Telemetry.DeadlineFired(kind, TimeSpan.FromMilliseconds(1500));

        seen.ShouldBe([("orderflow.deadline.fired", 1), ("orderflow.deadline.lateness", 1.5)]);

        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Contains(new("orderflow.kind", kind)))
                seen.Add((name, value));
        }
    }
}
