using OrderFlow.Replay.Xes;

namespace OrderFlow.Tests.Replay.Xes;

public class RealLogReadingTests
{
    [RealLogFact]
    public void Every_trace_and_event_of_a_real_log_is_read_without_a_fault()
    {
        using var file = XesFile.Open(RealLog.Path!);
        using var reader = new XesReader(file.Content);

        var cases = reader.Entries().Select(entry => entry.ShouldBeOfType<LogCase>()).ToList();

        cases.Count.ShouldBe(4_476);
        cases.Sum(one => one.Events.Count).ShouldBe(15_413);
        cases.ShouldAllBe(one => one.Faults.Count == 0 && one.Attributes.Count == 18);
        cases.Select(one => one.Name).Distinct().Count().ShouldBe(4_476);
        file.Progress.ShouldBe(1);
    }
}
