using System.Globalization;
using OrderFlow.Replay.Xes;
using static OrderFlow.Tests.Replay.Xes.XesText;

namespace OrderFlow.Tests.Replay.Xes;

public class LogFaultTests
{
    [Theory]
    [InlineData("""<trace><event><string key="concept:name" value="a"/><date key="time:timestamp" value="2024-05-01T08:00:00Z"/></event></trace>""",
        LogFaultKind.NoCaseName, "Trace 1 has no concept:name.")]
    [InlineData("""<trace><string key="concept:name" value="c"/></trace>""", LogFaultKind.NoEvents, "The case has no events.")]
    [InlineData("""<trace><string key="concept:name" value="c"/><event><date key="time:timestamp" value="2024-05-01T08:00:00Z"/></event></trace>""",
        LogFaultKind.NoEventName, "Event 1 ('?') has no concept:name.")]
    [InlineData("""<trace><string key="concept:name" value="c"/><event><string key="concept:name" value="a"/></event></trace>""",
        LogFaultKind.NoTime, "Event 1 ('a') has no time:timestamp.")]
    public void What_is_missing_is_said(string trace, LogFaultKind kind, string message)
    {
        var fault = ReadOne(trace).Faults.ShouldHaveSingleItem();

        (fault.Kind, fault.Message).ShouldBe((kind, message));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("3/4/2018")]
    [InlineData("10:30")]
    [InlineData("2018-02-30T10:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void A_time_that_is_none_is_a_fault(string time)
    {
        var fault = ReadOne($"""<trace><string key="concept:name" value="c"/>{Event("a", time)}</trace>""").Faults.ShouldHaveSingleItem();

        fault.Kind.ShouldBe(LogFaultKind.BadTime);
        fault.Message.ShouldContain($"'{time}'");
    }

    [Theory]
    [InlineData("2018-02-26T10:33:50.000+01:00", "2018-02-26T09:33:50Z")]
    [InlineData("2018-02-26T10:33:50-0530", "2018-02-26T16:03:50Z")]
    [InlineData("2018-02-26T10:33:50Z", "2018-02-26T10:33:50Z")]
    [InlineData("2018-02-26T10:33:50", "2018-02-26T10:33:50Z")]
    [InlineData("2018-02-26 10:33", "2018-02-26T10:33:00Z")]
    [InlineData("2018-02-26T10:33:50.123456789Z", "2018-02-26T10:33:50.1234568Z")]
    public void Times_are_read_as_logs_write_them(string written, string utc)
    {
        var one = ReadOne($"""<trace><string key="concept:name" value="c"/>{Event("a", written)}</trace>""");

        one.Faults.ShouldBeEmpty();
        one.Events[0].Time.ShouldBe(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_event_before_its_predecessor_is_a_fault_at_its_own_line()
    {
        var one = Read($"<log><trace><string key=\"concept:name\" value=\"c\"/>\n{Event("a", "2024-05-01T08:05:00Z")}\n{Event("b", "2024-05-01T08:04:00Z")}</trace></log>")
            .ShouldHaveSingleItem().ShouldBeOfType<LogCase>();

        var fault = one.Faults.ShouldHaveSingleItem();
        (fault.Kind, fault.Line).ShouldBe((LogFaultKind.OutOfOrder, 3));
        fault.Message.ShouldBe("Event 2 ('b') happened at 2024-05-01T08:04:00.0000000+00:00, before event 1 (2024-05-01T08:05:00.0000000+00:00).");
    }

    [Fact]
    public void Order_is_judged_by_the_moment_and_not_by_the_clock_on_the_wall()
    {
        var one = ReadOne($"""<trace><string key="concept:name" value="c"/>{Event("a", "2024-10-27T02:55:00+02:00")}{Event("b", "2024-10-27T02:05:00+01:00")}</trace>""");

        one.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Two_events_of_one_moment_are_in_order() => ReadOne(Trace("c", "a@1", "b@1")).Faults.ShouldBeEmpty();

    [Fact]
    public void A_faulty_case_leaves_the_others_alone()
    {
        var cases = Read(Log(Trace("good", "a@1"), Trace("bad", "a@2", "b@1"), Trace("good too", "a@3"))).Cast<LogCase>().ToList();

        cases.Select(one => (one.Name, one.Faults.Count)).ShouldBe([("good", 0), ("bad", 1), ("good too", 0)]);
    }

    [Fact]
    public void A_case_tells_the_first_faults_of_each_kind_and_no_more()
    {
        var backwards = Trace("c", Enumerable.Range(0, 100).Select(n => $"e{n}@{100 - n}").ToArray());
        var trace = backwards.Replace("</trace>", "<event/></trace>", StringComparison.Ordinal);

        var one = ReadOne(trace, new XesLimits { FaultsOfAKind = 2 });

        one.Faults.Select(fault => (fault.Kind, fault.Message[..9])).ShouldBe(
        [
            (LogFaultKind.OutOfOrder, "Event 2 ("), (LogFaultKind.OutOfOrder, "Event 3 ("),
            (LogFaultKind.NoEventName, "Event 101"), (LogFaultKind.NoTime, "Event 101"),
        ]);
    }

    [Fact]
    public void A_case_with_too_many_events_is_a_fault_and_the_next_case_is_read()
    {
        var cases = Read(Log(Trace("big", "a@1", "b@2", "c@3"), Trace("small", "a@1", "b@2")), new XesLimits { EventsPerCase = 2 }).Cast<LogCase>().ToList();

        cases[0].Faults.ShouldHaveSingleItem().Message.ShouldBe("The case has more than 2 events.");
        cases[1].Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_case_with_too_much_text_is_a_fault_and_the_next_case_is_read()
    {
        var fat = $"""<trace><string key="concept:name" value="fat"/><string key="x" value="{new string('x', 500)}"/></trace>""";

        var cases = Read(Log(fat, Trace("thin", "a@1")), new XesLimits { CharactersPerCase = 200 }).Cast<LogCase>().ToList();

        cases[0].Faults.ShouldHaveSingleItem().Kind.ShouldBe(LogFaultKind.TooLarge);
        cases[1].Faults.ShouldBeEmpty();
    }
}
