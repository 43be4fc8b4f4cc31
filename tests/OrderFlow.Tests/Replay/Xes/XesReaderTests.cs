using OrderFlow.Replay.Xes;
using static OrderFlow.Tests.Replay.Xes.XesText;

namespace OrderFlow.Tests.Replay.Xes;

public class XesReaderTests
{
    [Fact]
    public void A_case_comes_with_its_attributes_and_events_in_order()
    {
        var one = ReadOne("""
            <trace>
                <string key="concept:name" value="declaration 7"/>
                <float key="Amount" value="392.2802673278743"/>
                <event>
                    <string key="org:resource" value="ann"/>
                    <string key="concept:name" value="Submitted"/>
                    <string key="org:role" value="EMPLOYEE"/>
                    <string key="lifecycle:transition" value="complete"/>
                    <date key="time:timestamp" value="2018-02-26T10:33:50.000+01:00"/>
                </event>
                <event>
                    <string key="concept:name" value="Approved"/>
                    <date key="time:timestamp" value="2018-02-27T08:00:00.000+01:00"/>
                </event>
            </trace>
            """);

        one.Name.ShouldBe("declaration 7");
        one.Number.ShouldBe(1);
        one.Faults.ShouldBeEmpty();
        one.Attributes["Amount"].Text.ShouldBe("392.2802673278743");
        one.Events.Select(e => (e.Number, e.Name)).ShouldBe([(1, "Submitted"), (2, "Approved")]);
        var submitted = one.Events[0];
        submitted.Time.ShouldBe(new DateTimeOffset(2018, 2, 26, 9, 33, 50, TimeSpan.Zero));
        (submitted.Resource, submitted.Role, submitted.Lifecycle).ShouldBe(("ann", "EMPLOYEE", "complete"));
    }

    [Fact]
    public void Entries_know_their_line_and_column()
    {
        var cases = Read("<log>\n<trace>\n  <event>\n</event></trace>\n <trace/></log>").Cast<LogCase>().ToList();

        (cases[0].Line, cases[0].Column).ShouldBe((2, 2));
        (cases[0].Events[0].Line, cases[0].Events[0].Column).ShouldBe((3, 4));
        (cases[1].Line, cases[1].Column, cases[1].Number).ShouldBe((5, 3, 2));
    }

    [Fact]
    public void Extensions_globals_classifiers_and_unknown_elements_are_passed_over()
    {
        var one = ReadOne("""
            <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
            <global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
            <global scope="event"><date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>
            <classifier name="Activity" keys="concept:name"/>
            <string key="concept:name" value="the log"/>
            <trace>
                <trace><string key="concept:name" value="not me"/></trace>
                <strange><string key="concept:name" value="nor me"/><event/></strange>
                <string key="concept:name" value="me"/>
                <event><wonder><date key="time:timestamp" value="1999-01-01T00:00:00Z"/></wonder><string key="concept:name" value="a"/></event>
            </trace>
            """);

        one.Name.ShouldBe("me");
        one.Events.ShouldHaveSingleItem().Time.ShouldBeNull();
        one.Faults.ShouldHaveSingleItem().Kind.ShouldBe(LogFaultKind.NoTime);
    }

    [Fact]
    public void Nested_attributes_lists_and_containers_are_kept()
    {
        var one = ReadOne("""
            <trace>
                <string key="concept:name" value="c"><int key="revision" value="3"/></string>
                <list key="lines"><values><int key="line" value="1"/><int key="line" value="2"/></values></list>
                <container key="address"><string key="city" value="上海"/><boolean key="confirmed" value="true"/></container>
                <event><string key="concept:name" value="a"/><date key="time:timestamp" value="2024-05-01T08:00:00Z"/></event>
            </trace>
            """);

        one.Attributes["concept:name"].Children.ShouldHaveSingleItem().Key.ShouldBe("revision");
        JsonOf(one, "lines").ShouldBe("[1,2]");
        JsonOf(one, "address").ShouldBe("""{"city":"\u4E0A\u6D77","confirmed":true}""");
    }

    [Fact]
    public void An_attribute_without_a_key_is_passed_over_and_of_two_alike_the_first_counts()
    {
        var one = ReadOne("""<trace><string value="x"/><string key="concept:name" value="first"/><string key="concept:name" value="second"/></trace>""");

        one.Name.ShouldBe("first");
        one.Attributes.Count.ShouldBe(1);
    }

    [Fact]
    public void A_log_without_cases_is_no_fault() => Read("<log/>").ShouldBeEmpty();

    [Fact]
    public void A_log_may_be_longer_than_any_limit_on_its_cases()
    {
        var log = Log(Enumerable.Range(1, 500).Select(n => Trace($"case {n}", "a@0", "b@1")).ToArray());

        var entries = Read(log, new XesLimits { NodeBytes = 8192, EventsPerCase = 2, CharactersPerCase = 200 });

        entries.Count.ShouldBe(500);
        entries.Cast<LogCase>().ShouldAllBe(one => one.Faults.Count == 0 && one.Events.Count == 2);
    }

    private static string JsonOf(LogCase one, string key)
    {
        one.Attributes[key].TryGetJson(out var json).ShouldBeTrue();
        return json!.ToJsonString();
    }
}
